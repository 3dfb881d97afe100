import type { EntityClass } from '../platform/graphql/nodes';
import type { Tables } from '../platform/graphql/reads';
import type { Statement } from './wire';

/** A column that gets a value. */
interface Given {
  /** Quoted. */
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

/** Writes one row. Columns without a value get the default of their table. */
export function insertStatement(entity: EntityClass, row: object, tables: Tables): Statement {
  const { name: table, kind, kinds } = tables.of(entity);
  const given = givenColumns(entity, row, tables).filter(
    ({ name }) => kind === undefined || name !== kinds?.column.name,
  );
  if (kinds && kind !== undefined) given.push({ name: kinds.column.name, type: 'text', value: kind });
  const names = given.map(({ name }) => name).join(', ');
  const places = given.map(({ type }, index) => `$${index + 1}::${type}`).join(', ');
  return { text: `insert into ${table} (${names}) values (${places})`, values: given.map(({ value }) => value) };
}

/** Changes the rows whose columns have these values; null means absent. */
export function updateStatement(entity: EntityClass, where: object, changes: object, tables: Tables): Statement {
  const { name: table, kind, kinds } = tables.of(entity);
  const values: unknown[] = [];
  const place = ({ type, value }: Given): string => `$${values.push(value)}::${type}`;
  const sets = givenColumns(entity, changes, tables).map((given) => `${given.name} = ${place(given)}`);
  const tests = givenColumns(entity, where, tables).map((given) =>
    given.value === null ? `${given.name} is null` : `${given.name} = ${place(given)}`,
  );
  if (kinds && kind !== undefined) tests.push(`${kinds.column.name} = ${place({ ...kinds.column, value: kind })}`);
  if (tests.length === 0) throw new Error('Which rows are to change has to be said.');
  return { text: `update ${table} set ${sets.join(', ')} where ${tests.join(' and ')}`, values };
}

function givenColumns(entity: EntityClass, row: object, tables: Tables): Given[] {
  return [...tables.of(entity).columns.values()].flatMap(({ property, name, type }) => {
    const value = (row as Record<string, unknown>)[property];
    if (value === undefined) return [];
    // The driver would write a list of objects as an array of PostgreSQL's.
    return [{ name, type, value: type === 'jsonb' && value !== null ? JSON.stringify(value) : value }];
  });
}
