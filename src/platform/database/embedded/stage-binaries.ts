import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { access, chmod, copyFile, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import type { PackagedBinaries } from './locate-binaries';
import type { Identity } from './server-account';

interface LibraryLink {
  /** Both from the package's root: native/lib/libpq.so.5.18 */
  readonly source: string;
  readonly target: string;
}

/**
 * Makes the PostgreSQL programs runnable for the server's identity.
 *
 * The installed package serves as it is when we are an ordinary user and npm's install script made the library links
 * (npm tarballs carry none, and install scripts may be off). Otherwise a copy is staged outside the project, once per
 * version, where any user may read it.
 * @returns the folder that holds bin/postgres and bin/initdb
 */
export async function usableBinaries(packaged: PackagedBinaries, identity: Identity | undefined): Promise<string> {
  const links = await readLinks(packaged.native);
  if (identity === undefined && (await hasLinks(packaged.native, links))) return packaged.native;

  const name = `postgres-${packaged.version}-${process.platform}-${process.arch}`;
  const staged = join(await stagingFolder(identity !== undefined), name);
  if (!(await exists(staged))) await stage(packaged.native, links, staged);
  return staged;
}

async function readLinks(native: string): Promise<LibraryLink[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const entries: unknown = JSON.parse(text);
  return Array.isArray(entries) ? entries.filter(isLibraryLink) : [];
}

function isLibraryLink(entry: unknown): entry is LibraryLink {
  if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return false;
  return typeof entry.source === 'string' && typeof entry.target === 'string';
}

async function hasLinks(native: string, links: readonly LibraryLink[]): Promise<boolean> {
  const present = await Promise.all(links.map((link) => exists(join(dirname(native), link.target))));
  return present.every(Boolean);
}

/** Copies to a name of its own and renames: a copy that a crash cut short is never taken for a whole one. */
async function stage(native: string, links: readonly LibraryLink[], staged: string): Promise<void> {
  const unfinished = `${staged}.${randomUUID()}`;
  try {
    await copyReadable(native, unfinished);
    for (const link of links) await recreateLink(link, unfinished);
    await rename(unfinished, staged);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have staged the same version meanwhile; then its copy is as good.
    if (!(await exists(staged))) throw error;
  }
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(entries.map((entry) => copyEntry(entry, from, to)));
}

async function copyEntry(entry: Dirent, from: string, to: string): Promise<void> {
  const [source, target] = [join(from, entry.name), join(to, entry.name)];
  if (entry.isDirectory()) return copyReadable(source, target);
  if (!entry.isFile()) return;

  await copyFile(source, target);
  // Explicitly, because a umask of 077 may have been in force when npm unpacked.
  await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
}

async function recreateLink(link: LibraryLink, staged: string): Promise<void> {
  const path = join(staged, relative('native', link.target));
  await symlink(relative(dirname(link.target), link.source), path);
}

/** The first place for staged copies that can be made, and that nobody else could have filled. */
async function stagingFolder(forOthers: boolean): Promise<string> {
  const user = process.getuid?.() ?? 0;
  const candidates = [
    forOthers ? '/var/cache/alongside' : join(homedir(), '.cache', 'alongside'),
    join(tmpdir(), `alongside-${user}`),
    join('/tmp', `alongside-${user}`),
  ];
  for (const folder of candidates) {
    if (await isSafePlace(folder, user, forOthers)) return folder;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL's programs can be copied to none of ${candidates.join(', ')}; set DATABASE_URL.`,
  );
}

async function isSafePlace(folder: string, user: number, forOthers: boolean): Promise<boolean> {
  try {
    if (!(await exists(folder))) {
      await mkdir(folder, { recursive: true });
      await chmod(folder, 0o755);
    }
    // What lies here is executed. In /tmp anybody could have made the folder first, so look at it, not through a link.
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== user || (found.mode & 0o022) !== 0) return false;
    return !forOthers || (await isOpenToAll(folder));
  } catch {
    return false;
  }
}

async function isOpenToAll(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
