import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';

jest.setTimeout(60_000);

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
           gen_random_uuid(), 1, 0, 'goal', gen_random_uuid() from generate_series(1, 250000) i`,
      [app.harbor.uuid],
    );
    await admin.query('analyze change_event');
  });
});
afterAll(() => app?.stop());

/** The shortest of five times that it takes, in milliseconds. */
async function timeOf(document: string, variables: object = {}): Promise<number> {
  const durations: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    const before = performance.now();
    await director.data(document, variables);
    durations.push(performance.now() - before);
  }
  return Math.min(...durations);
}

it.each([[['PEER_GROUP']], [['PEER_GROUP', 'MEETING', 'ACCESS_BEGAN']]])(
  'finds %j without walking through all the rest of the log',
  async (types) => {
    const shortest = await timeOf('{ viewer { role } }');
    expect(await timeOf(CHANGES, { types })).toBeLessThan(4 * shortest);
  },
);
