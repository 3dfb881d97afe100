import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';

const run = promisify(execFile);
const UNPRIVILEGED_USERS = ['postgres', 'nobody'];

/** Numeric user and group, as spawn and chown take them. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who PostgreSQL runs as. It refuses to run as root, so root lends it another identity; an ordinary user is one.
 * @returns undefined when it can run as the user we are
 */
export async function serverIdentity(folder: DataFolder): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;

  // A cluster keeps the owner it was made with, so that a user added to the machine later does not lock us out.
  const cluster = await stat(folder.cluster).catch(() => undefined);
  if (cluster !== undefined && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };

  for (const user of UNPRIVILEGED_USERS) {
    const identity = await identityOf(user);
    if (identity !== undefined) return identity;
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody; set DATABASE_URL.',
  );
}

async function identityOf(user: string): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Gives a file or folder to the server's identity, when it has one of its own. */
export async function giveTo(identity: Identity | undefined, path: string): Promise<void> {
  if (identity !== undefined) await chown(path, identity.uid, identity.gid);
}

/**
 * How to start a PostgreSQL program on a cluster folder, and how the program finds that folder.
 *
 * Under an identity lent by root the path may not be walkable: the project often lies in a home that is 0700. Node
 * enters the working folder before it drops root, and on Linux /proc/self/cwd then leads there without a walk. So the
 * cluster stays in the data folder, wherever that is, and nothing has to be kept in a second place.
 */
export function onCluster(cluster: string, identity: Identity | undefined) {
  const isPathOpaque = identity !== undefined && process.platform === 'linux';
  return {
    folderArgument: isPathOpaque ? '/proc/self/cwd' : cluster,
    // Nothing of our environment: no PG* variable may steer the server. LC_ALL keeps its messages in English.
    spawnOptions: { cwd: cluster, env: { LC_ALL: 'C' }, ...identity },
  };
}
