import { openDatabase } from '../platform/database/database';
import { migrate } from '../platform/database/migrate';
import { checkServer, DatabaseRefused } from '../platform/database/server-check';
import { isMigrated } from './api';
import type { DatabaseServer } from './database';
import { schemaDefinition } from './features';

/** Brings the database at this URL, of an owning login, up to the present schema and row policies. */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl, schemaDefinition);
}

/**
 * Brings the server's database up to date where somebody here may act as its owner, and makes sure that it is.
 * @throws DatabaseRefused when it is not, or when the login may not answer requests
 */
export async function prepareDatabase({ url, ownerUrl }: DatabaseServer): Promise<void> {
  if (ownerUrl !== undefined) await migrateDatabase(ownerUrl);
  // A superuser who has just migrated may do everything else as well.
  if (ownerUrl === url) return;
  const { isRuntime } = await checkServer(url, 'DATABASE_URL');
  if (!isRuntime) {
    throw new DatabaseRefused(
      'The login of DATABASE_URL is no member of alongside_runtime, which "npm run migrate" makes: grant it that role.',
    );
  }
  const dataSource = await openDatabase({ url, entities: schemaDefinition.entities, poolSize: 1 });
  try {
    if (await isMigrated(dataSource)) return;
  } finally {
    await dataSource.destroy();
  }
  throw new DatabaseRefused(
    'The database of DATABASE_URL is not migrated to this version: run "npm run migrate" with MIGRATION_DATABASE_URL.',
  );
}
