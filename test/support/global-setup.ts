import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaDefinition } from '../../src/app/features';
import { migrateDatabase } from '../../src/app/migrate';
import { foundOrganization } from '../../src/features/identity';
import { findRunningPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded';
import { openAsOwner } from '../../src/platform/database/migrate';
import {
  announceTestServer,
  asAdmin,
  cloneTemplate,
  databaseUrl,
  dropTestDatabases,
  type TestOrganizations,
} from './database';
import { rememberTeardown } from './global-teardown';

const FOLDER_PREFIX = 'alongside-test-';
const LEFTOVER_MILLISECONDS = 60 * 60 * 1000;

/**
 * Gives the run a PostgreSQL with two template databases, one migrated and one with organizations besides: the server of DATABASE_URL,
 * whose login has to be a superuser, or an embedded one in a temporary folder.
 * (Jest asks for a default export.)
 */
export default async function globalSetup(): Promise<void> {
  const server = await startServer();
  const template = `alongside_template_${randomBytes(6).toString('hex')}`;
  const testServer = { adminUrl: server.url, template, founded: `${template}_founded` };
  const tearDown = async () => {
    try {
      await dropTestDatabases(testServer);
    } finally {
      await server.stop();
    }
  };
  let organizations: TestOrganizations;
  try {
    await asAdmin(server.url, (admin) => admin.query(`create database ${template}`));
    await migrateDatabase(databaseUrl(server.url, template));
    await cloneTemplate(server.url, template, testServer.founded);
    organizations = await foundOrganizations(databaseUrl(server.url, testServer.founded));
  } catch (error) {
    // Jest calls no teardown after a setup that failed.
    await tearDown();
    throw error;
  }
  announceTestServer({ ...testServer, organizations });
  rememberTeardown(tearDown);
}

/** Two that know nothing of each other. */
async function foundOrganizations(url: string): Promise<TestOrganizations> {
  const owner = await openAsOwner(url, schemaDefinition);
  try {
    const found = (name: string) => foundOrganization(owner.manager, name, 'America/Los_Angeles');
    return { harbor: await found('Harbor Recovery'), meadow: await found('Meadow Recovery') };
  } finally {
    await owner.destroy();
  }
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url) return { url, stop: async () => undefined };

  await removeLeftovers();
  const dataFolder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  const removeFolder = () => rm(dataFolder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataFolder, durable: false });
    return { url: server.url, stop: () => server.stop().then(removeFolder) };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** A run that was killed leaves its folder behind; its server has stopped by itself. */
async function removeLeftovers(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX));
  for (const name of folders) {
    const folder = join(tmpdir(), name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    const isOld = Date.now() - mtimeMs > LEFTOVER_MILLISECONDS;
    if (!isOld || (await findRunningPostgres(folder)) !== undefined) continue;
    // Another user's folder stays: it is not ours to remove.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
