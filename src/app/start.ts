import type { Settings } from '../platform/config/settings';
import { openDatabase } from '../platform/database/database';
import { DatabaseRefused } from '../platform/database/server-check';
import type { Logger } from '../platform/observability/log';
import { type Api, isMigrated, startApi } from './api';
import { describeStart } from './banner';
import { type DatabaseServer, openDatabaseServer } from './database';
import { seedDemo } from './demo/seed-demo';
import { schemaDefinition } from './features';
import { migrateDatabase } from './migrate';

/** Everything that `npm start` started. */
export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Database, migrations, demo clinic (in development, once), API: in this order. What was started is stopped when a later step fails.
 * @throws errors whose message is one line for the operator; see explain-failure.ts
 */
export async function start(settings: Settings, log: Logger): Promise<Running> {
  const server = await openDatabaseServer(settings, false);
  try {
    await prepare(settings, server);
    const api = await startApi(settings, server.url, log);
    process.stdout.write(describeStart(api.url, settings));
    return { url: api.url, stop: () => stopAll(api, server) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function prepare(settings: Settings, server: DatabaseServer): Promise<void> {
  if (server.ownerUrl) {
    await migrateDatabase(server.ownerUrl);
    if (settings.environment === 'development') await seedDemo(settings, server.ownerUrl, server.url);
    return;
  }
  const dataSource = await openDatabase({ url: server.url, entities: schemaDefinition.entities, poolSize: 1 });
  try {
    if (await isMigrated(dataSource)) return;
  } finally {
    await dataSource.destroy();
  }
  throw new DatabaseRefused(
    'The database of DATABASE_URL is not migrated to this version: run "npm run migrate" with MIGRATION_DATABASE_URL.',
  );
}

async function stopAll(api: Api, server: DatabaseServer): Promise<void> {
  await api.stop();
  await server.stop();
}
