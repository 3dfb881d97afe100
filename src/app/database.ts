import type { Settings } from '../platform/config/settings';
import { findRunningPostgres, startEmbeddedPostgres } from '../platform/database/embedded';
import { checkServer, DatabaseRefused } from '../platform/database/server-check';

/** A server that holds our database: where requests go, and where the owner may go, if anybody here may act as the owner. */
export interface DatabaseServer {
  readonly url: string;
  readonly ownerUrl: string | undefined;
  /** Stops what was started for this process; nothing, when it was there before. */
  stop(): Promise<void>;
}

interface OpenOptions {
  /** Whether a server that already runs on this data folder may be used beside its owner: commands do, a second API does not. */
  readonly sharing: boolean;
  /** See EmbeddedPostgresOptions. */
  readonly meanwhile?: () => void;
}

const NOTHING_TO_STOP = async (): Promise<void> => {};

/**
 * The server that the settings name, checked; else an embedded one on the data folder.
 * @throws DatabaseRefused, or the launcher's error, each one line
 */
export async function openDatabaseServer(
  settings: Settings,
  { sharing, meanwhile }: OpenOptions,
): Promise<DatabaseServer> {
  if (settings.databaseUrl) return configuredServer(settings, settings.databaseUrl);
  const running = sharing ? await findRunningPostgres(settings.dataDir) : undefined;
  if (running) return { url: running, ownerUrl: running, stop: NOTHING_TO_STOP };
  const embedded = await startEmbeddedPostgres({
    dataFolder: settings.dataDir,
    durable: true,
    ...(meanwhile && { meanwhile }),
  });
  return { url: embedded.url, ownerUrl: embedded.url, stop: () => embedded.stop() };
}

async function configuredServer(settings: Settings, url: string): Promise<DatabaseServer> {
  const login = await checkServer(url, 'DATABASE_URL');
  if (settings.environment === 'production' && login.isOwner) {
    throw new DatabaseRefused(
      'The login of DATABASE_URL is a superuser, owns the tables or passes row security by: in production use one that is only a member of alongside_runtime.',
    );
  }
  if (settings.environment === 'production' && !login.waitsForDisk) {
    throw new DatabaseRefused(
      'What the login of DATABASE_URL commits is answered before it is on disk, and could be lost: set synchronous_commit to on for it.',
    );
  }
  if (settings.migrationDatabaseUrl) await checkServer(settings.migrationDatabaseUrl, 'MIGRATION_DATABASE_URL');
  const ownerUrl = settings.migrationDatabaseUrl ?? (login.isSuperuser ? url : undefined);
  return { url, ownerUrl, stop: NOTHING_TO_STOP };
}
