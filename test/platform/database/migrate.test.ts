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
