import { Command } from 'commander';
import { openAsOwner } from '../../platform/database/migrate';
import { seedBulk } from '../bulk/seed-bulk';
import { seedDemo } from '../demo/seed-demo';
import { schemaDefinition } from '../features';
import { firstOrganization } from './act-as-operator';
import { CommandError } from './command-error';
import { type Terminal, withDatabase } from './run-command';

const MOST_PATIENTS = 2_000_000;

/** `npm run seed -- --patients N`: adds N invented patients to the demo clinic, which is seeded first where it is missing. */
export async function seedCommand({ args, settings, tell, print }: Terminal): Promise<void> {
  const patients = readPatients(args);
  const read = settings();
  if (read.environment === 'production') {
    throw new CommandError('Invented patients are for development only: NODE_ENV is production.');
  }
  await withDatabase(read, async (database) => {
    const { services, ownerUrl, url } = database;
    if (ownerUrl === undefined) {
      throw new CommandError('MIGRATION_DATABASE_URL must name a login that owns the tables.');
    }
    await seedDemo(read, ownerUrl, url);
    const organizationId = await firstOrganization(database);
    await seedBulk(services.dataSource, organizationId, patients, (done) => tell(`${done} of ${patients} patients`));
    await gatherStatistics(ownerUrl);
  });
  print(`${patients} patients added`);
}

/** PostgreSQL would notice the volume by itself in a minute or so; until then it would plan for the few rows that were there. */
async function gatherStatistics(ownerUrl: string): Promise<void> {
  const owner = await openAsOwner(ownerUrl, schemaDefinition);
  try {
    const tables: { name: string }[] = await owner.query(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
    );
    await owner.query(`analyze ${tables.map(({ name }) => name).join(', ')}`);
  } finally {
    await owner.destroy();
  }
}

function readPatients(args: readonly string[]): number {
  const command = new Command('npm run seed --')
    .requiredOption('--patients <number>', 'how many patients to add', wholeNumber)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parse([...args], { from: 'user' });
  return command.opts<{ patients: number }>().patients;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PATIENTS) return number;
  throw new CommandError(`--patients must be a whole number between 1 and ${MOST_PATIENTS}.`);
}
