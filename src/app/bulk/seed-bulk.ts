import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '../../platform/graphql/ids';
import { BULK_CLINICIANS, BULK_MENTORS, BULK_STATEMENTS, PATIENTS_PER_MENTOR } from './bulk-statements';

/** How many patients go into one transaction: whole mentors, so that no two transactions write one mentor's slots. */
const BATCH = 20 * PATIENTS_PER_MENTOR;

/** How many transactions are under way at a time: triggers and keys keep a processor busy for each. */
const AT_ONCE = 2;

/** How many people one clinician carries in the volume. */
const PATIENTS_PER_CLINICIAN = 170;

/**
 * Adds invented patients in bulk, each with identity, seat, plan, three activities, three sessions and two peer links.
 * It writes as the runtime role under row security, with a setting that shows every patient of this one organization.
 * @param report told after every batch how many there are
 */
export async function seedBulk(
  dataSource: DataSource,
  organizationId: string,
  patients: number,
  report: (done: number) => void,
): Promise<void> {
  const people = await dataSource.transaction((manager) => makeStaff(manager, organizationId, patients));
  const parameters = [people.clinicians, people.mentors, people.groups, new Date()];
  let begun = 0;
  let done = 0;
  const seedBatches = async (): Promise<void> => {
    while (begun < patients) {
      const first = begun + 1;
      const ids = newIds(Math.min(BATCH, patients - begun));
      begun += ids.length;
      // What asks for attention is derived at the commit, of what is committed by then.
      await dataSource.transaction('READ COMMITTED', async (manager) => {
        await actForOrganization(manager, organizationId);
        for (const statement of BULK_STATEMENTS)
          await manager.query(statement, [organizationId, ids, first, ...parameters]);
      });
      done += ids.length;
      report(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, seedBatches));
}

interface People {
  readonly clinicians: readonly string[];
  readonly mentors: readonly string[];
  readonly groups: readonly string[];
}

async function makeStaff(manager: EntityManager, organizationId: string, patients: number): Promise<People> {
  await actForOrganization(manager, organizationId);
  const clinicians = newIds(Math.ceil(patients / PATIENTS_PER_CLINICIAN));
  const mentors = newIds(Math.ceil(patients / PATIENTS_PER_MENTOR));
  await manager.query(BULK_CLINICIANS, [organizationId, clinicians]);
  for (const statement of BULK_MENTORS) await manager.query(statement, [organizationId, mentors]);
  const groups: { id: string }[] = await manager.query('select id from peer_group where active order by id');
  return { clinicians, mentors, groups: groups.map(({ id }) => id) };
}

/** Sees and writes everything of this organization, for this transaction. Nobody waits for the disk: an invented clinic can be seeded again. */
async function actForOrganization(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query('set local synchronous_commit = off');
  await manager.query(
    `select set_config('app.organization', $1, true), set_config('app.role', 'ADMINISTRATOR', true),
       set_config('app.principal', $1, true), set_config('app.wide', '2047', true),
       set_config('app.mask', '-1', true), set_config('app.denied', '', true), set_config('app.holder', '', true)`,
    [organizationId],
  );
}

function newIds(count: number): string[] {
  return Array.from({ length: count }, newId);
}
