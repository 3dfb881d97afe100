import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** Where things lie in a data folder. Everything the embedded server keeps is in here; deleting the folder deletes it all. */
export interface DataFolder {
  readonly path: string;
  /** The PostgreSQL cluster. Exists only when it is complete, because it is renamed into place. */
  readonly cluster: string;
  /** The superuser's password, mode 0600. */
  readonly password: string;
}

/** Names the parts of a data folder; a relative path counts from the current directory. Touches nothing. */
export function dataFolderAt(path: string): DataFolder {
  const absolute = resolve(path);
  return {
    path: absolute,
    cluster: join(absolute, 'postgres'),
    password: join(absolute, 'postgres.password'),
  };
}

/** Makes the folder, readable by its owner only, unless it is there. */
export async function makeDataFolder(folder: DataFolder): Promise<void> {
  try {
    await mkdir(folder.path, { recursive: true, mode: 0o700 });
    await access(folder.path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The data folder ${folder.path} cannot be written; set DATA_DIR to a folder you own.`,
      { cause },
    );
  }
}
