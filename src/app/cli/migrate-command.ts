import { Command } from 'commander';
import { foundOrganization } from '../../features/identity';
import { openAsOwner } from '../../platform/database/migrate';
import { toGlobalId } from '../../platform/graphql/ids';
import { TimeZone } from '../../platform/graphql/scalars';
import { openDatabaseServer } from '../database';
import { schemaDefinition } from '../features';
import { migrateDatabase } from '../migrate';
import { CommandError } from './command-error';
import { type Terminal } from './run-command';

interface Options {
  readonly organization?: string;
  readonly timeZone?: string;
}

/**
 * `npm run migrate [-- --organization NAME --time-zone IANA]`: brings the database up to this version.
 * With --organization it then founds one and prints its id: what an operator does once for a new program.
 */
export async function migrateCommand({ args, settings, print, tell }: Terminal): Promise<void> {
  const { organization, timeZone = 'UTC' } = readOptions(args);
  const server = await openDatabaseServer(settings(), { sharing: true });
  try {
    const { ownerUrl } = server;
    if (ownerUrl === undefined) {
      throw new CommandError('MIGRATION_DATABASE_URL must name a login that owns the tables.');
    }
    await migrateDatabase(ownerUrl);
    tell('The database is up to date.');
    if (organization !== undefined) print(await found(ownerUrl, organization, timeZone));
  } finally {
    await server.stop();
  }
}

function readOptions(args: readonly string[]): Options {
  const command = new Command('npm run migrate --')
    .option('--organization <name>', 'found an organization of this name')
    .option('--time-zone <iana>', 'the zone in which it counts its days')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parse([...args], { from: 'user' });
  const options = command.opts<Options>();
  if (options.timeZone !== undefined) requireTimeZone(options.timeZone);
  return options;
}

function requireTimeZone(name: string): void {
  try {
    TimeZone.parseValue(name);
  } catch {
    throw new CommandError('--time-zone must be an IANA name such as America/Los_Angeles.');
  }
}

async function found(ownerUrl: string, name: string, timeZone: string): Promise<string> {
  const owner = await openAsOwner(ownerUrl, schemaDefinition);
  try {
    return toGlobalId('organization', await foundOrganization(owner.manager, name, timeZone));
  } finally {
    await owner.destroy();
  }
}
