import { CommanderError } from 'commander';
import type { Services } from '../../access/context';
import { settingsFromEnvironment } from '../../platform/config/environment';
import { type Settings, SettingsError } from '../../platform/config/settings';
import { openDatabase } from '../../platform/database/database';
import { DataFolderInUse, EmbeddedPostgresError } from '../../platform/database/embedded';
import { DatabaseRefused } from '../../platform/database/server-check';
import { PublicError } from '../../platform/graphql/errors';
import { Tables } from '../../platform/graphql/reads';
import { safeError } from '../../platform/observability/safe-error';
import { isMigrated } from '../api';
import { openDatabaseServer } from '../database';
import { schemaDefinition } from '../features';
import { migrateDatabase } from '../migrate';

/** What keeps a command from its work, in one line that names the option, argument or setting and the fix. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

/** What a command is run with, and where it writes. */
export interface Terminal {
  /** What stands behind the command's name. */
  readonly args: readonly string[];
  /** @throws SettingsError */
  readonly settings: () => Settings;
  /** A line of the result, on stdout. */
  print(line: string): void;
  /** A line about the work, on stderr. */
  tell(line: string): void;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  args: process.argv.slice(2),
  settings: settingsFromEnvironment,
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
};

/** Errors whose messages were written for the operator. */
const EXPECTED = [CommandError, SettingsError, DatabaseRefused, DataFolderInUse, EmbeddedPostgresError, PublicError];

/**
 * Runs a command. What keeps it from its work becomes one line on stderr.
 * @returns the exit code: 0, or 1 when it failed
 */
export async function runCommand(
  command: (terminal: Terminal) => Promise<void>,
  terminal: Terminal = processTerminal,
): Promise<number> {
  try {
    await command(terminal);
    return 0;
  } catch (error) {
    // Help was asked for and shown.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    terminal.tell(lineOf(error));
    return 1;
  }
}

function lineOf(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  if (error instanceof Error && EXPECTED.some((kind) => error instanceof kind)) return error.message;
  // The message of anything else can quote a row or a password.
  const { type, code, frames } = safeError(error);
  return `The command failed unexpectedly: ${[type, code, frames[0]].filter(Boolean).join(' ')}`;
}

/** The product's database, as a command uses it. */
export interface CommandDatabase {
  readonly services: Services;
  /** Where the owner may go; undefined when nobody here may act as the owner. */
  readonly ownerUrl: string | undefined;
}

/**
 * Opens the database for a command: the running server's, else one started for this command alone. Brings it up to the
 * present schema where this login may, and closes what was opened when the work has ended.
 * @throws CommandError when the schema is an older one and nobody here may change it
 */
export async function withDatabase<T>(settings: Settings, work: (database: CommandDatabase) => Promise<T>): Promise<T> {
  const server = await openDatabaseServer(settings, true);
  try {
    const { url, ownerUrl } = server;
    if (ownerUrl !== undefined) await migrateDatabase(ownerUrl);
    const dataSource = await openDatabase({ url, entities: schemaDefinition.entities, poolSize: 2 });
    try {
      if (!(await isMigrated(dataSource))) {
        throw new CommandError(
          'The database is not migrated to this version: run npm run migrate with MIGRATION_DATABASE_URL.',
        );
      }
      const services = { dataSource, tables: new Tables(dataSource), maxPageSize: settings.maxPageSize };
      return await work({ services, ownerUrl });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.stop();
  }
}
