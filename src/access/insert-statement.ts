import type { EntityClass } from '../platform/graphql/nodes';
import type { Tables } from '../platform/graphql/reads';
import type { Statement } from './wire';

/** Writes one row. Columns without a value get the default of their table. */
export function insertStatement(entity: EntityClass, row: object, tables: Tables): Statement {
  const { name: table, columns, kind, kinds } = tables.of(entity);
  const given = [...columns.values()].flatMap(({ property, name, type }) => {
    const value = (row as Record<string, unknown>)[property];
    if (value === undefined || (kinds && kind !== undefined && name === kinds.column.name)) return [];
    // The driver would write a list of objects as an array of PostgreSQL's.
    return [{ name, type, value: type === 'jsonb' && value !== null ? JSON.stringify(value) : value }];
  });
  if (kinds && kind !== undefined) given.push({ name: kinds.column.name, type: 'text', value: kind });
  const names = given.map(({ name }) => name).join(', ');
  const places = given.map(({ type }, index) => `$${index + 1}::${type}`).join(', ');
  return { text: `insert into ${table} (${names}) values (${places})`, values: given.map(({ value }) => value) };
}
