import type { DataSource } from 'typeorm';
import { schemaDefinition } from '../../../src/app/features';
import { openAsOwner } from '../../../src/platform/database/migrate';
import { disagreements } from '../../../src/platform/database/schema-agreement';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
let owner: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await openAsOwner(database.url, schemaDefinition);
});

afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
});

it('finds entities and migrations in agreement', async () => {
  expect(schemaDefinition.entities.length).toBeGreaterThan(10);
  expect(await disagreements(owner)).toEqual([]);
});

it('finds each way in which a table can differ from its entity', async () => {
  await owner.query(`
    alter table patient alter column version type bigint;
    alter table patient alter column time_zone drop not null;
    alter table patient add column stray text;
    alter table patient drop column preferred_name;
    drop table patient_contact cascade;
  `);
  const found = await disagreements(owner);
  expect(found).toContainEqual(expect.stringMatching(/^ALTER TABLE "patient" .*"version"/));
  expect(found).toContainEqual('ALTER TABLE "patient" ALTER COLUMN "time_zone" SET NOT NULL');
  expect(found).toContainEqual('ALTER TABLE "patient" DROP COLUMN "stray"');
  expect(found).toContainEqual('ALTER TABLE "patient" ADD "preferred_name" text');
  expect(found).toContainEqual(expect.stringMatching(/^CREATE TABLE "patient_contact"/));
});
