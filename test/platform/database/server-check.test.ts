import { Client } from 'pg';
import { checkServer } from '../../../src/platform/database/server-check';
import { createTestDatabase, databaseUrl, type TestDatabase } from '../../support/database';

const LOGIN = `checked_${process.pid}`;
const GROUP = `${LOGIN}_group`;
const PASSWORD = 'only-for-this-test';

let database: TestDatabase;
let admin: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

// Roles belong to the whole server: each test leaves none behind.
beforeEach(() =>
  admin.query(
    `create role ${LOGIN} login password '${PASSWORD}' in role alongside_runtime; create role ${GROUP} nologin`,
  ),
);
afterEach(async () => {
  await admin.query(`reassign owned by ${LOGIN}, ${GROUP} to current_user; drop owned by ${LOGIN}, ${GROUP}`);
  await admin.query(`drop role ${LOGIN}, ${GROUP}`);
});

async function isOwner(): Promise<boolean> {
  const url = new URL(database.url);
  url.username = LOGIN;
  url.password = PASSWORD;
  return (await checkServer(url.href, 'DATABASE_URL')).isOwner;
}

it('finds nothing wrong with a login that is only a member of the runtime role', async () => {
  expect(await isOwner()).toBe(false);
});

it('refuses a database whose locale knows no letters beyond ASCII: search would miss JOSÉ', async () => {
  const name = `${LOGIN}_plain`;
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale_provider libc locale 'C'`);
  try {
    await expect(checkServer(databaseUrl(database.url, name), 'DATABASE_URL')).rejects.toThrow(
      'The database of DATABASE_URL cannot search names whatever their case',
    );
  } finally {
    await admin.query(`drop database ${name} with (force)`);
  }
});

it.each([
  ['is a superuser', `alter role ${LOGIN} superuser`],
  ['passes row security by', `alter role ${LOGIN} bypassrls`],
  ['may make roles', `alter role ${LOGIN} createrole`],
  ['may act as the owner', `grant alongside_owner to ${LOGIN}`],
  ['owns a table', `create table stray (id uuid); alter table stray owner to ${LOGIN}`],
  [
    'owns the database, and so the public schema',
    `do $$ begin execute format('alter database %I owner to ${LOGIN}', current_database()); end $$`,
  ],
  ['may become somebody who passes row security by', `alter role ${GROUP} bypassrls; grant ${GROUP} to ${LOGIN}`],
  ['may become a superuser', `alter role ${GROUP} superuser; grant ${GROUP} to ${LOGIN}`],
  [
    'may become the owner of a table',
    `create table stray (id uuid); alter table stray owner to ${GROUP}; grant ${GROUP} to ${LOGIN}`,
  ],
])('notices a login that %s', async (_, granted) => {
  await admin.query(granted);
  expect(await isOwner()).toBe(true);
  await admin.query('drop table if exists stray');
});
