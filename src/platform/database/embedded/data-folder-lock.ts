import { readdir, readlink, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from './data-folder';
import { startMarkOf } from './running-process';
import { isSystemError } from './system-error';

const LOCK_NAME = /^postgres\.lock\.(\d+)$/;

/** Another live process owns the data folder. */
export class DataFolderInUse extends Error {
  constructor(path: string, pid: number) {
    super(`The data folder ${path} is in use by process ${pid}; stop that process, or set DATA_DIR to another folder.`);
    this.name = 'DataFolderInUse';
  }
}

/** Ownership of a data folder, until released or until the process dies. */
export interface DataFolderLock {
  release(): Promise<void>;
}

interface Claim {
  readonly generation: number;
  readonly path: string;
  readonly pid: number;
  readonly isAlive: boolean;
}

/**
 * Takes the data folder for this process.
 *
 * A lock is a symbolic link `postgres.lock.<generation>` to `<pid>:<start mark>`: made in one step, with its content,
 * or not at all. To take over from a dead process one makes the next generation, which only one contender can, and
 * only then removes the old one. So nobody ever removes a lock that could have been replaced since it was looked at.
 * @throws DataFolderInUse when a live process has it
 */
export async function lockDataFolder(folder: DataFolder): Promise<DataFolderLock> {
  const owner = `${process.pid}:${await startMarkOf(process.pid)}`;
  for (;;) {
    const newest = (await claimsOn(folder)).at(-1);
    if (newest?.isAlive) throw new DataFolderInUse(folder.path, newest.pid);

    const path = join(folder.path, `postgres.lock.${(newest?.generation ?? 0) + 1}`);
    if (!(await makeLink(owner, path))) continue;

    // Between our look and our link others may have taken over and gone further: the newest generation rules.
    const claims = await claimsOn(folder);
    if (claims.at(-1)?.path !== path) {
      await removeLink(path);
      continue;
    }
    await Promise.all(claims.slice(0, -1).map((claim) => removeLink(claim.path)));
    return { release: () => removeLink(path) };
  }
}

/** Whether a live process owns the data folder. */
export async function isDataFolderLocked(folder: DataFolder): Promise<boolean> {
  return (await claimsOn(folder)).at(-1)?.isAlive ?? false;
}

async function claimsOn(folder: DataFolder): Promise<Claim[]> {
  const names = await readdir(folder.path).catch(() => []);
  const claims = await Promise.all(names.map((name) => readClaim(folder, name)));
  return claims.filter((claim) => claim !== undefined).sort((a, b) => a.generation - b.generation);
}

async function readClaim(folder: DataFolder, name: string): Promise<Claim | undefined> {
  const generation = LOCK_NAME.exec(name)?.[1];
  if (generation === undefined) return undefined;

  const path = join(folder.path, name);
  const owner = await readlink(path).catch(() => undefined);
  if (owner === undefined) return undefined;

  const separator = owner.indexOf(':');
  const pid = Number(owner.slice(0, separator));
  const isAlive = (await startMarkOf(pid)) === owner.slice(separator + 1);
  return { generation: Number(generation), path, pid, isAlive };
}

async function makeLink(owner: string, path: string): Promise<boolean> {
  try {
    await symlink(owner, path);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

async function removeLink(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!isSystemError(error, 'ENOENT')) throw error;
  });
}
