import { randomBytes } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** The name of the superuser in every embedded cluster. */
export const SUPERUSER = 'postgres';

/** The superuser's URL of database "postgres" on a port. */
export function superuserUrl(password: string, port: number): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** Makes up a password and keeps it in the data folder, readable by its owner only. */
export async function generatePassword(folder: DataFolder): Promise<void> {
  // Removed first: an old file could be open to more readers than a new one.
  await rm(folder.password, { force: true });
  const file = await open(folder.password, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(24).toString('base64url')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws EmbeddedPostgresError when the file is gone or belongs to somebody else */
export async function readPassword(folder: DataFolder): Promise<string> {
  try {
    return (await readFile(folder.password, 'utf8')).trim();
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The password file ${folder.password} cannot be read; restore it, or run as the user who owns it.`,
      { cause },
    );
  }
}
