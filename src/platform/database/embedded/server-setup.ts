import type { DataFolder } from './data-folder';
import type { Identity } from './server-account';

/** What every step of a start needs to know. */
export interface ServerSetup {
  readonly folder: DataFolder;
  /** Folder with bin/postgres and bin/initdb that the server's identity can run. */
  readonly programs: string;
  /** Major version of these programs, such as 18. */
  readonly majorVersion: string;
  /** Whom the server runs as; undefined when it runs as we do. */
  readonly identity: Identity | undefined;
  /** false gives up the promise to survive a power failure, for speed. */
  readonly durable: boolean;
}
