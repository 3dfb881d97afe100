import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaDefinition } from '../../../src/app/features';
import { migrate } from '../../../src/platform/database/migrate';
import { createTestDatabase, type TestDatabase } from '../../support/database';

class Later1999999999999 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table later (organization_id uuid not null, id uuid not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table later');
  }
}

class Broken2000000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table nowhere add column nothing int');
  }

  async down(): Promise<void> {}
}

const STATE = `
  select (select count(*)::int from migration) as migrations, to_regclass('public.later') is not null as has_later,
    (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration'
       and not relforcerowsecurity) as unforced,
    (select count(*)::int from pg_policies) as policies, obj_description('app'::regnamespace, 'pg_namespace') as rows`;

/** What a rows file opens, closes and watches. */
const OPENED = `
  select concat_ws(' ', policyname, tablename, qual) as line from pg_policies
  union all select concat_ws(' ', relname, relrowsecurity, has_any_column_privilege('alongside_runtime', oid, 'select'), has_table_privilege('public', oid, 'select'))
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
  union all select concat_ws(' ', proname, proconfig, has_function_privilege('public', oid, 'execute')) from pg_proc where pronamespace = 'app'::regnamespace
  union all select concat_ws(' ', tgname, tgenabled) from pg_trigger where not tgisinternal
  order by line`;

let database: TestDatabase;
let admin: Client;

beforeEach(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
});

afterEach(async () => {
  await admin?.end();
  await database?.drop();
});

async function state(): Promise<{ unforced: number; has_later: boolean }> {
  const { rows } = await admin.query(STATE);
  return rows[0];
}

it.each([
  [
    'a migration that fails',
    { ...schemaDefinition, migrations: [...schemaDefinition.migrations, Later1999999999999, Broken2000000000000] },
  ],
  [
    'a rows file that fails',
    {
      ...schemaDefinition,
      migrations: [...schemaDefinition.migrations, Later1999999999999],
      rows: [...schemaDefinition.rows, "call app.close_to_organization('nowhere')"],
    },
  ],
])('leaves everything as it was after %s', async (_, definition) => {
  const before = await state();
  expect(before).toMatchObject({ unforced: 0, has_later: false });
  await expect(migrate(database.url, definition)).rejects.toThrow('nowhere');
  expect(await state()).toEqual(before);
});

it('closes a table that a migration makes, though no rows file names it', async () => {
  await migrate(database.url, {
    ...schemaDefinition,
    migrations: [...schemaDefinition.migrations, Later1999999999999],
  });
  expect(await state()).toMatchObject({ unforced: 0, has_later: true });
  await admin.query('set role alongside_runtime');
  await expect(admin.query('select from later')).rejects.toMatchObject({ code: '42501' });
});

it.each([
  ['a dropped policy', 'drop policy organization on patient'],
  ['row security that was switched off', 'alter table patient disable row level security'],
  ['a grant to the runtime role', 'grant select on access_grant to alongside_runtime'],
  ['a grant of one column', 'grant select (patient_id) on access_grant to alongside_runtime'],
  ['a grant to everybody', 'grant select on patient to public'],
  ['a function opened to everybody', 'grant execute on function app.grant_by_care_team to public'],
  ['a function led astray', "alter function app.enter set search_path = ''"],
  ['a dropped trigger', 'drop trigger grant_by_care_team on care_team_member'],
  ['a trigger switched off', 'alter table care_team_member disable trigger grant_by_care_team'],
])('mends %s', async (_, damage) => {
  await migrate(database.url, schemaDefinition);
  const before = await state();
  const opened = () => admin.query<{ line: string }>(OPENED).then(({ rows }) => rows);
  const openedBefore = await opened();
  await admin.query(damage);
  expect(await opened()).not.toEqual(openedBefore);
  await migrate(database.url, schemaDefinition);
  expect(await opened()).toEqual(openedBefore);
  expect(await state()).toEqual(before);
});
