export { DataFolderInUse } from './data-folder-lock';
export { EmbeddedPostgresError } from './embedded-postgres-error';
export { findRunningPostgres } from './find-running-postgres';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres';
