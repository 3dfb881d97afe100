import { CommanderError } from 'commander';
import { openServices, type Services } from '../../access/services';
import { settingsFromEnvironment } from '../../platform/config/environment';
import type { Settings } from '../../platform/config/settings';
import { openDatabase } from '../../platform/database/database';
import { type DatabaseServer, openDatabaseServer } from '../database';
import { explainFailure } from '../explain-failure';
import { schemaDefinition } from '../features';
import { prepareDatabase } from '../migrate';

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
    terminal.tell(explainFailure(error));
    return 1;
  }
}

/** The product's database, as a command uses it. */
export interface CommandDatabase extends Pick<DatabaseServer, 'url' | 'ownerUrl'> {
  readonly services: Services;
}

/**
 * Opens the database for a command: the running server's, else one started for this command alone. Brings it up to the
 * present schema where this login may, and closes what was opened when the work has ended.
 * @throws DatabaseRefused when the schema is an older one and nobody here may change it
 */
export async function withDatabase<T>(settings: Settings, work: (database: CommandDatabase) => Promise<T>): Promise<T> {
  const server = await openDatabaseServer(settings, { sharing: true });
  try {
    await prepareDatabase(server);
    const { url, ownerUrl } = server;
    const dataSource = await openDatabase({ url, entities: schemaDefinition.entities, poolSize: 2 });
    try {
      return await work({ services: await openServices(dataSource, settings), url, ownerUrl });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.stop();
  }
}
