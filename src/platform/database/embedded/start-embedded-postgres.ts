import { ensureCluster } from './create-cluster';
import { dataFolderAt, makeDataFolder } from './data-folder';
import { lockDataFolder } from './data-folder-lock';
import { stopOrphan } from './find-running-postgres';
import { locateBinaries } from './locate-binaries';
import { serverIdentity } from './server-account';
import { startServer } from './server-process';
import { usableBinaries } from './stage-binaries';
import { readPassword, superuserUrl } from './superuser';

/** A PostgreSQL server of our own. It ends with this process, however this process ends. */
export interface EmbeddedPostgres {
  /** The superuser's URL of database "postgres" on 127.0.0.1. Holds the password: never log it. */
  readonly url: string;
  /** Ends sessions, writes everything to disk, waits until the server is gone, gives the data folder back. */
  stop(): Promise<void>;
}

/** Where to keep the database, and how well. */
export interface EmbeddedPostgresOptions {
  /** Made when missing; relative to the current directory or absolute. One live server at a time. */
  readonly dataFolder: string;
  /** false turns fsync off: for tests, whose data nobody misses after a power failure. */
  readonly durable: boolean;
  /**
   * Called once, when PostgreSQL's own programs are at work and this process has nothing to do but wait: the moment for
   * something that would block it, such as loading modules.
   */
  readonly meanwhile?: () => void;
}

/**
 * Starts PostgreSQL on a data folder, making the database on first use (about a second, afterwards a tenth of one).
 * A server that an earlier process left behind on this folder is stopped first.
 * @throws DataFolderInUse when a live process has the folder
 * @throws EmbeddedPostgresError when no PostgreSQL is installed or it cannot run here
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const packaged = await locateBinaries();
  const folder = dataFolderAt(options.dataFolder);
  await makeDataFolder(folder);
  const lock = await lockDataFolder(folder);
  try {
    const identity = await serverIdentity(folder);
    const programs = await usableBinaries(packaged, identity);
    const majorVersion = packaged.version.split('.')[0] ?? '';
    const setup = { folder, programs, majorVersion, identity, durable: options.durable };

    await stopOrphan(folder);
    const meanwhile = once(options.meanwhile);
    await ensureCluster(setup, meanwhile);
    const password = await readPassword(folder);
    const server = await startServer(setup, meanwhile);
    // Once only: after the first stop the folder may be another process's.
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= server.stop().then(() => lock.release());
      return stopped;
    };
    return { url: superuserUrl(password, server.port), stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** On first use PostgreSQL works twice: it makes its files, then it starts. */
function once(call: (() => void) | undefined): () => void {
  let pending = call;
  return () => {
    const due = pending;
    pending = undefined;
    due?.();
  };
}
