import type { QueryRunner } from 'typeorm';
import { openServices } from '../../access/services';
import { openDevelopmentIssuer } from '../../access/tokens';
import { foundOrganization } from '../../features/identity';
import { awardDueMilestones } from '../../features/recovery';
import type { Settings } from '../../platform/config/settings';
import { openDatabase } from '../../platform/database/database';
import { openAsOwner } from '../../platform/database/migrate';
import { createExecutor } from '../../platform/graphql/plan';
import { schemaDefinition } from '../features';
import { buildGraph } from '../graph';
import { type Actor, actorOf } from './act-as';
import { ORGANIZATIONS, personaOf } from './demo-people';
import { seedClinic } from './seed-clinic';
import { seedMeadow } from './seed-meadow';
import { Turns } from './turns';

/** What the organizations of the demo are called until they are complete. */
const UNFINISHED = 'Demo clinic in preparation';

/** Two servers starting at once on one database must not seed at once. */
const SEED_LOCK = 4_215_330_018;

/** How many operations are under way at a time, each with a connection of its own. */
const AT_ONCE = 6;

/**
 * Seeds the demo clinic into a database that holds no organization yet, through the product's own mutations.
 * A second start finds it there and does nothing; what an interrupted start left half made is made anew.
 */
export async function seedDemo(settings: Settings, ownerUrl: string, url: string): Promise<void> {
  const owner = await openAsOwner(ownerUrl, schemaDefinition);
  const session = owner.createQueryRunner();
  try {
    await session.query('select pg_advisory_lock($1)', [SEED_LOCK]);
    if (await isInUse(session)) return;
    process.stderr.write('Making the demo clinic, this once…\n');
    const found = ({ timeZone }: { timeZone: string }) => foundOrganization(session.manager, UNFINISHED, timeZone);
    const [harbor, meadow] = [await found(ORGANIZATIONS[0]), await found(ORGANIZATIONS[1])];
    await seedOrganizations(settings, url, harbor, meadow);
    // In one statement: a clinic is complete or in preparation.
    await session.query(
      'update organization o set name = n.name from unnest($1::uuid[], $2::text[]) as n(id, name) where o.id = n.id',
      [[harbor, meadow], ORGANIZATIONS.map(({ name }) => name)],
    );
  } finally {
    // The lock ends with the session.
    await session.release();
    await owner.destroy();
  }
}

/** Whether somebody's organization is here. All of a half-made demo is removed: it is all that there is. */
async function isInUse(session: QueryRunner): Promise<boolean> {
  const found: { name: string }[] = await session.query('select name from organization');
  if (found.some(({ name }) => name !== UNFINISHED)) return true;
  if (found.length > 0) await session.query('truncate organization cascade');
  return false;
}

async function seedOrganizations(settings: Settings, url: string, harbor: string, meadow: string): Promise<void> {
  const { issuer } = await openDevelopmentIssuer(settings.dataDir, settings.environment);
  const execute = createExecutor(await buildGraph());
  const dataSource = await openDatabase({ url, entities: schemaDefinition.entities, poolSize: AT_ONCE });
  try {
    const services = await openServices(dataSource, settings);
    const turns = new Turns(AT_ONCE);
    const as =
      (organizationId: string) =>
      (persona: string, now?: Date): Actor =>
        actorOf({ execute, services, turns, issuer, organizationId }, personaOf(persona), now);
    await Promise.all([seedClinic(as(harbor), issuer), seedMeadow(as(meadow))]);
    await awardDueMilestones(dataSource, new Date());
  } finally {
    await dataSource.destroy();
  }
}
