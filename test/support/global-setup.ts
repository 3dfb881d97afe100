import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '../../src/app/migrate';
import { findRunningPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded';
import { announceTestServer, asAdmin, databaseUrl, dropTestDatabases } from './database';
import { rememberTeardown } from './global-teardown';

const FOLDER_PREFIX = 'alongside-test-';
const LEFTOVER_MILLISECONDS = 60 * 60 * 1000;

/**
 * Gives the run a PostgreSQL with one migrated template database: the server of DATABASE_URL, whose login has to be a
 * superuser, or an embedded one in a temporary folder.
 * (Jest asks for a default export.)
 */
export default async function globalSetup(): Promise<void> {
  const server = await startServer();
  const testServer = { adminUrl: server.url, template: `alongside_template_${randomBytes(6).toString('hex')}` };
  const tearDown = async () => {
    try {
      await dropTestDatabases(testServer);
    } finally {
      await server.stop();
    }
  };
  try {
    await asAdmin(server.url, (admin) => admin.query(`create database ${testServer.template}`));
    await migrateDatabase(databaseUrl(server.url, testServer.template));
  } catch (error) {
    // Jest calls no teardown after a setup that failed.
    await tearDown();
    throw error;
  }
  announceTestServer(testServer);
  rememberTeardown(tearDown);
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
