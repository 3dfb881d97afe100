import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';

jest.setTimeout(60_000);

const LENGTH = 250_000;

const CHANGES = 'query ($types: [ChangeType!]!) { changes(types: $types) { nodes { id: cursor type } } }';

let app: TestApp;
let director: Caller;
beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  // A long log of what nobody may see.
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query(
      `insert into change_event (organization_id, id, at, type, node, subject_id, version, bits, part, part_id)
         select $1, app.place_id(nextval('change_place')), now(), case when i % 2 = 0 then 'GOAL' else 'CARE_PLAN' end, 'goal',
           gen_random_uuid(), 1, 0, 'goal', gen_random_uuid() from generate_series(1, ${LENGTH}) i`,
      [app.harbor.uuid],
    );
    await admin.query('analyze change_event');
  });
});
afterAll(() => app?.stop());

/** How many rows of the log were looked at so far, as far as PostgreSQL's processes have told: they keep it to themselves for a while. */
function rowsRead(): Promise<number> {
  return asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query(
      "select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_user_tables where relname = 'change_event'",
    );
    return rows[0].read;
  });
}

it('finds types that seldom come without walking through all the rest of the log', async () => {
  const before = await rowsRead();
  await director.data(CHANGES, { types: ['PEER_GROUP'] });
  await director.data(CHANGES, { types: ['PEER_GROUP', 'MEETING', 'MEETING', 'ACCESS_BEGAN'] });
  // Half of the log, and none of it to be seen: here there is no other way than to look at each.
  await director.data(CHANGES, { types: ['GOAL'] });
  let read = 0;
  for (let attempt = 0; attempt < 100 && read < LENGTH / 2; attempt += 1) {
    await sleep(200);
    read = (await rowsRead()) - before;
  }
  expect(read).toBeGreaterThanOrEqual(LENGTH / 2);
  await sleep(2_500);
  expect((await rowsRead()) - before).toBeLessThan(LENGTH / 2 + 1_000);
});
