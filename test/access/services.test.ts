import type { DataSource } from 'typeorm';
import { openServices } from '../../src/access/services';
import { migrateDatabase } from '../../src/app/migrate';
import { openDatabase } from '../../src/platform/database/database';
import { asAdmin, createTestDatabase, databaseUrl, type TestDatabase } from '../support/database';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDatabase({ url: database.url, entities: [] });
});

afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

const presentKey = async (from = dataSource): Promise<Buffer> =>
  (await openServices(from, { maxPageSize: 1 })).cursorKey;

it('gives every server of a database the same 32 secret bytes to seal cursors with', async () => {
  const key = await presentKey();
  expect(key).toHaveLength(32);
  expect(await presentKey()).toEqual(key);
});

it('finds another key in every database that was migrated on its own', async () => {
  // Clones of the template have the template's key.
  const name = `${new URL(database.url).pathname.slice(1)}_own`;
  const url = databaseUrl(database.url, name);
  await asAdmin(database.url, (admin) => admin.query(`create database ${name}`));
  try {
    await migrateDatabase(url);
    const own = await openDatabase({ url, entities: [] });
    try {
      expect(await presentKey(own)).not.toEqual(await presentKey());
    } finally {
      await own.destroy();
    }
  } finally {
    await asAdmin(database.url, (admin) => admin.query(`drop database ${name} with (force)`));
  }
});

it('finds the key that an operator put in place of a lost one', async () => {
  const before = await presentKey();
  await asAdmin(database.url, (admin) => admin.query("update cursor_key set key = sha256('another')"));
  expect(await presentKey()).not.toEqual(before);
});

it.each([
  ['a second key', "insert into cursor_key (key) values (sha256('second'))"],
  ['a second key under the other mark', "insert into cursor_key values (false, sha256('second'))"],
  ['a short key', "update cursor_key set key = 'short'"],
])('refuses %s', async (_, statement) => {
  await expect(asAdmin(database.url, (admin) => admin.query(statement))).rejects.toMatchObject({
    constraint: expect.stringMatching(/^cursor_key_/),
  });
});

it('starts on no database that has lost its key', async () => {
  await asAdmin(database.url, (admin) => admin.query('delete from cursor_key'));
  await expect(presentKey()).rejects.toThrow('lost its cursor key');
});
