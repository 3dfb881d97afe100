import { setTimeout as sleep } from 'node:timers/promises';
import { schemaDefinition } from '../../src/app/features';
import { keepUp } from '../../src/app/upkeep';
import { openAsOwner } from '../../src/platform/database/migrate';
import { usualLog } from '../support/app';
import { asAdmin, createTestDatabase } from '../support/database';

/** So that nobody else places changes, and nothing is swept meanwhile. */
const NEVER_MS = 10 ** 8;

/** Whoever places changes takes this lock. */
const PLACING = 4215330019;

it('stops after the batch that it is at, and leaves the rest to whoever comes next', async () => {
  const database = await createTestDatabase();
  const dataSource = await openAsOwner(database.url, schemaDefinition);
  const left = await asAdmin(database.url, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [PLACING]);
    await admin.query(
      `insert into change_inbox (organization_id, type, node, subject_id, bits, part, part_id)
       select gen_random_uuid(), 'MEETING', 'meeting', gen_random_uuid(), 0, 'meeting', gen_random_uuid() from generate_series(1, 2500)`,
    );
    const upkeep = keepUp(dataSource, usualLog(), NEVER_MS);
    upkeep.placeSoon();
    const isWaiting = "select from pg_locks where locktype = 'advisory' and not granted";
    while ((await admin.query(isWaiting)).rowCount === 0) await sleep(5);
    const stopped = upkeep.stop();
    await admin.query('select pg_advisory_unlock($1)', [PLACING]);
    await stopped;
    return (await admin.query('select from change_inbox')).rowCount;
  });
  await dataSource.destroy();
  await database.drop();
  expect(left).toBe(1500);
});
