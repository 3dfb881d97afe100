import type { EntityClass } from '../platform/graphql/nodes';
import type { Column, Tables } from '../platform/graphql/reads';
import type { Statement } from './wire';

/** Writes one row. Columns without a value get the default of their table. */
export function insertStatement(entity: EntityClass, row: object, tables: Tables): Statement {
  const { name: table, columns, kind, kinds } = tables.of(entity);
  const given = [...columns.values()].flatMap(({ property, name, type }) => {
    const value = (row as Record<string, unknown>)[property];
    if (value === undefined || (kinds && kind !== undefined && name === kinds.column.name)) return [];
    return [{ name, type, value: written(type, value) }];
  });
  if (kinds && kind !== undefined) given.push({ name: kinds.column.name, type: 'text', value: kind });
  const names = given.map(({ name }) => name).join(', ');
  const places = given.map(({ type }, index) => `$${index + 1}::${type}`).join(', ');
  return { text: `insert into ${table} (${names}) values (${places})`, values: given.map(({ value }) => value) };
}

/**
 * Changes the rows whose columns have these values; null means absent.
 * @throws when a condition or a change names no column, a condition has no value, or nothing is to change: a mistake in an
 *   action, and the worst of them would be a statement that changes more rows than were meant
 */
export function updateStatement(entity: EntityClass, where: object, changes: object, tables: Tables): Statement {
  const { name: table, kind, kinds } = tables.of(entity);
  const values: unknown[] = [];
  const place = ({ type }: Column, value: unknown): string => `$${values.push(written(type, value))}::${type}`;
  const sets = Object.entries(changes).flatMap(([property, value]) => {
    const column = tables.column(entity, property);
    return value === undefined ? [] : [`${column.name} = ${place(column, value)}`];
  });
  const tests = Object.entries(where).map(([property, value]) => {
    const column = tables.column(entity, property);
    if (value === undefined) throw new Error(`Which rows are to change is not said: ${property} has no value.`);
    return value === null ? `${column.name} is null` : `${column.name} = ${place(column, value)}`;
  });
  if (tests.length === 0) throw new Error('Which rows are to change has to be said.');
  if (sets.length === 0) throw new Error('What is to change has to be said.');
  if (kinds && kind !== undefined) tests.push(`${kinds.column.name} = ${place(kinds.column, kind)}`);
  return { text: `update ${table} set ${sets.join(', ')} where ${tests.join(' and ')}`, values };
}

function written(type: string, value: unknown): unknown {
  // The driver would write a list of objects as an array of PostgreSQL's.
  return type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
}
