import type { DataSource } from 'typeorm';

/** Statements about tables and columns: being, type, nullability. Constraints, indexes and defaults are the migrations' business. */
const OF_TABLES_AND_COLUMNS = [
  /^(CREATE|DROP) TABLE /,
  /^ALTER TABLE \S+ ADD (?!CONSTRAINT )/,
  /^ALTER TABLE \S+ DROP COLUMN /,
  /^ALTER TABLE \S+ RENAME /,
  /^ALTER TABLE \S+ ALTER COLUMN \S+ (SET|DROP) NOT NULL/,
  /^ALTER TABLE \S+ ALTER COLUMN \S+ TYPE /,
];

/** How text is ordered is the migrations' business too: entities name no collation. */
const OF_COLLATION = / COLLATE "undefined"$/;

/**
 * What would have to be done to a migrated database to make it fit the entities; nothing, when they agree.
 * Tables that no entity knows are not its concern.
 * @param dataSource acts as the owner, of a database that nobody needs afterwards: its generated columns become plain ones,
 *   for their expressions are the migrations' business, and TypeORM would look for them in a table that only it writes; its
 *   columns of transaction numbers go, for TypeORM does not know their type
 * @returns SQL statements
 */
export async function disagreements(dataSource: DataSource): Promise<string[]> {
  await dataSource.query(FORGET_WHAT_ENTITIES_CANNOT_SAY);
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries
    .map(({ query }) => query)
    .filter((query) => OF_TABLES_AND_COLUMNS.some((pattern) => pattern.test(query)) && !OF_COLLATION.test(query));
}

const FORGET_WHAT_ENTITIES_CANNOT_SAY = `
do $$
declare
  c record;
begin
  for c in select table_schema, table_name, column_name from information_schema.columns
    where table_schema = 'public' and is_generated = 'ALWAYS' loop
    execute format('alter table %I.%I alter column %I drop expression', c.table_schema, c.table_name, c.column_name);
  end loop;
  for c in select table_schema, table_name, column_name from information_schema.columns
    where table_schema = 'public' and udt_name = 'xid8' loop
    execute format('alter table %I.%I drop column %I cascade', c.table_schema, c.table_name, c.column_name);
  end loop;
end $$`;
