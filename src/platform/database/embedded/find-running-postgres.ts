import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataFolder, dataFolderAt } from './data-folder';
import { isDataFolderLocked } from './data-folder-lock';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { isPostmasterOf, signal, waitUntil } from './running-process';
import { readPassword, superuserUrl } from './superuser';

const FAST_SHUTDOWN_MILLISECONDS = 10_000;
const IMMEDIATE_SHUTDOWN_MILLISECONDS = 5_000;
const STATUS_MILLISECONDS = 10_000;

interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/**
 * Finds the server that another live process of ours keeps on this data folder, so that a command can use it.
 * It stops when that process stops. A server whose owner died does not count: the next start replaces it.
 * @returns the superuser's URL of its database "postgres", or undefined when none is ready
 */
export async function findRunningPostgres(dataFolder: string): Promise<string | undefined> {
  const folder = dataFolderAt(dataFolder);
  if (!(await isDataFolderLocked(folder))) return undefined;

  const postmaster = await readPostmaster(folder);
  return postmaster?.isReady ? superuserUrl(await readPassword(folder), postmaster.port) : undefined;
}

/**
 * Waits until other processes can find the server of this data folder. PostgreSQL logs that it is ready a moment before
 * it writes so into postmaster.pid, and a command that looks in between would find none.
 * @param hasEnded whether there is nothing to wait for any more
 * @returns whether they can
 */
export async function becomesFindable(folder: DataFolder, hasEnded: () => boolean): Promise<boolean> {
  const isFindable = async (): Promise<boolean> => (await readPostmaster(folder))?.isReady ?? false;
  await waitUntil(async () => hasEnded() || (await isFindable()), STATUS_MILLISECONDS);
  return isFindable();
}

/**
 * Stops a server that outlived the process that started it. Call it with the data folder locked: then whatever runs
 * there has no owner.
 */
export async function stopOrphan(folder: DataFolder): Promise<void> {
  const orphan = await readPostmaster(folder);
  if (orphan === undefined) return;

  const isGone = async () => !(await isPostmasterOf(orphan.pid, folder.cluster));
  signal(orphan.pid, 'SIGINT');
  if (await waitUntil(isGone, FAST_SHUTDOWN_MILLISECONDS)) return;

  signal(orphan.pid, 'SIGQUIT');
  if (await waitUntil(isGone, IMMEDIATE_SHUTDOWN_MILLISECONDS)) return;
  throw new EmbeddedPostgresError(`A PostgreSQL left behind, process ${orphan.pid}, does not stop; end it by hand.`);
}

async function readPostmaster(folder: DataFolder): Promise<Postmaster | undefined> {
  const text = await readFile(join(folder.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  // miscadmin.h: 1 pid, 2 folder, 3 start time, 4 port, 5 socket folder, 6 address, 7 shared memory, 8 status.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostmasterOf(pid, folder.cluster))) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7] === 'ready' };
}
