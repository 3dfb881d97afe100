import { type SpawnOptions, spawn } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { giveTo, onCluster } from './server-account';
import type { ServerSetup } from './server-setup';
import { generatePassword, SUPERUSER } from './superuser';
import { isSystemError } from './system-error';

// The same in every place and year: the builtin provider owes nothing to the machine's locales.
const CLUSTER_OPTIONS = [
  ...['-A', 'scram-sha-256', '-E', 'UTF8'],
  ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
];

/** Begins the name of a cluster that initdb is still making, or that a crash left half made. */
const UNFINISHED = 'postgres.unfinished-';

/**
 * Makes sure that the data folder holds a complete cluster. One that a crash left half made is made anew.
 * @param meanwhile called when initdb is at work, if it has to be
 */
export async function ensureCluster(setup: ServerSetup, meanwhile: () => void): Promise<void> {
  const { folder, identity } = setup;
  if (await hasCluster(setup)) return;

  await removeUnfinished(folder);
  // A new name each time: the initdb of a process that was killed may still be writing to the old one.
  const unfinished = await mkdtemp(join(folder.path, UNFINISHED));
  await giveTo(identity, unfinished);
  await generatePassword(folder);
  // initdb reads it under its own identity.
  await giveTo(identity, folder.password);
  await initialize(setup, unfinished, meanwhile);
  await rename(unfinished, folder.cluster);
}

async function removeUnfinished(folder: DataFolder): Promise<void> {
  const names = (await readdir(folder.path)).filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(names.map((name) => rm(join(folder.path, name), { recursive: true, force: true, maxRetries: 5 })));
}

async function hasCluster({ folder, majorVersion }: ServerSetup): Promise<boolean> {
  const found = await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw new EmbeddedPostgresError(
      `The database in ${folder.path} cannot be read by this user; set DATA_DIR to a folder you own.`,
      { cause: error },
    );
  });
  if (found === undefined) return false;
  if (found.trim() === majorVersion) return true;
  throw new EmbeddedPostgresError(
    `The database in ${folder.path} is of PostgreSQL ${found.trim()}, and PostgreSQL ${majorVersion} is installed; ` +
      'set DATA_DIR to another folder.',
  );
}

async function initialize(setup: ServerSetup, cluster: string, meanwhile: () => void): Promise<void> {
  const { folder, programs, identity, durable } = setup;
  const { folderArgument, spawnOptions } = onCluster(cluster, identity);
  const password = await open(folder.password, 'r');
  try {
    // The password comes through a descriptor, because its path may be closed to initdb's identity.
    const options = [...CLUSTER_OPTIONS, '-U', SUPERUSER, '--pwfile=/dev/fd/3', ...(durable ? [] : ['--no-sync'])];
    const ended = problemOf(join(programs, 'bin/initdb'), ['-D', folderArgument, ...options], {
      ...spawnOptions,
      stdio: ['ignore', 'ignore', 'pipe', password.fd],
    });
    meanwhile();
    const problem = await ended;
    if (problem !== undefined) throw new EmbeddedPostgresError(`PostgreSQL cannot make a database: ${problem}`);
  } finally {
    await password.close();
  }
}

/** Runs a program until it ends. @returns undefined when it succeeds, else its last line on stderr */
function problemOf(program: string, args: string[], options: SpawnOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, options);
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : stderr.trim().split('\n').at(-1)));
  });
}
