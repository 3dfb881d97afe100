import type { DataSource } from 'typeorm';
import { schemaDefinition } from '../../../src/app/features';
import { migrateDatabase } from '../../../src/app/migrate';
import { openAsOwner } from '../../../src/platform/database/migrate';
import { createTestDatabase, type TestDatabase } from '../../support/database';

// Each is taken back with all that came after it.
jest.setTimeout(120_000);

/** Everything that a migration or a rows file can make, one line each. */
const EVERYTHING = `
  select 'column ' || concat_ws(' ', table_schema, table_name,
      row_number() over (partition by table_schema, table_name order by ordinal_position), column_name, data_type, udt_name, is_nullable, column_default, collation_name) as line
    from information_schema.columns where table_schema in ('public', 'app', 'jobs')
  union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace in (select oid from pg_namespace where nspname in ('public', 'app', 'jobs'))
  union all select 'index ' || indexdef from pg_indexes where schemaname in ('public', 'app', 'jobs')
  union all select 'policy ' || concat_ws(' ', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies
  union all select 'table ' || concat_ws(' ', oid::regclass, relkind, relrowsecurity, relforcerowsecurity, relacl)
    from pg_class where relnamespace in (select oid from pg_namespace where nspname in ('public', 'app', 'jobs')) and relkind in ('r', 'v', 'm', 'S', 'p')
  union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select 'routine ' || concat_ws(' ', oid::regprocedure, md5(pg_get_functiondef(oid)), proacl)
    from pg_proc where pronamespace in (select oid from pg_namespace where nspname in ('public', 'app', 'jobs'))
  union all select 'type ' || oid::regtype from pg_type
    where typtype in ('e', 'd') and typnamespace in (select oid from pg_namespace where nspname in ('public', 'app', 'jobs'))`;

let database: TestDatabase;
let owner: DataSource;

beforeEach(async () => {
  database = await createTestDatabase();
  owner = await openAsOwner(database.url, schemaDefinition);
});

afterEach(async () => {
  await owner?.destroy();
  await database?.drop();
});

async function everything(): Promise<string[]> {
  const rows: { line: string }[] = await owner.query(EVERYTHING);
  return rows.map(({ line }) => line).sort();
}

it('goes all the way down to nothing, and up again to the same database', async () => {
  const before = await everything();
  expect(before.length).toBeGreaterThan(100);
  for (const _ of schemaDefinition.migrations) await owner.undoLastMigration({ transaction: 'all' });
  const left = (await everything()).filter((line) => !/\bmigration(_id_seq|_pkey)?\b|"PK_/.test(line));
  expect(left).toEqual([]);
  expect(await owner.query('select name from migration')).toEqual([]);

  await migrateDatabase(database.url);
  expect(await everything()).toEqual(before);
});

it('takes each migration back alone and does it again, with the row policies of its tables', async () => {
  const before = await everything();
  for (const undone of schemaDefinition.migrations.keys()) {
    for (let count = 0; count <= undone; count += 1) await owner.undoLastMigration({ transaction: 'all' });
    await migrateDatabase(database.url);
    expect(await everything()).toEqual(before);
  }
  // Each is done again with all after it, so this grows with the square of their number.
}, 120_000);
