import { Client } from 'pg';
import { Role } from '../../../src/access/role';
import { parseGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aMeeting, aPeerGroup } from '../../support/factories/peers';
import { statementsOf } from '../../support/statements';

let app: TestApp;
let administrator: Caller;

const FIND = `query ($filter: MeetingFilter!, $first: Int, $after: String) { meetings(filter: $filter, first: $first, after: $after) {
  totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  nodes { startsAt endsAt distanceKm meeting { id name } group { displayName } } } }`;

/** Downtown Los Angeles. */
const near = { latitude: 34.0522, longitude: -118.2437, withinKm: 15 };
/** The evening of Wednesday, March 4, 2026, in Los Angeles. */
const tonight = { from: '2026-03-05T01:00:00Z', days: 1 };

const place = (latitude: number, longitude: number) => ({
  venue: { formattedAddress: '1 Example Street', location: { latitude, longitude } },
});
const online = { modality: 'VIRTUAL', joinUrl: 'https://meet.example.org/a', venue: null };

beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
  const secular = await aPeerGroup(app, { displayName: 'Secular', fellowship: 'SMART_RECOVERY' });
  const steps = await aPeerGroup(app, { fellowship: 'TWELVE_STEP_AA', approaches: ['TWELVE_STEP', 'FAITH_BASED'] });
  await aMeeting(app, { peerGroupId: secular, name: 'Near', types: ['O', 'W'], ...place(34.1, -118.3) });
  await aMeeting(app, { peerGroupId: secular, name: 'Far', ...place(34.42, -119.7) });
  await aMeeting(app, { peerGroupId: secular, name: 'Online', ...online, startTime: '18:30', endTime: '19:15' });
  await aMeeting(app, { peerGroupId: secular, name: 'Unmapped', startTime: '21:00', endTime: '22:00' });
  await aMeeting(app, {
    peerGroupId: steps,
    name: 'Steps',
    ...place(34.05, -118.24),
    types: ['D'],
    startTime: '20:00',
    endTime: '21:00',
  });
  await aMeeting(app, { peerGroupId: steps, name: 'Thursday', weekday: 'THURSDAY', ...place(34.05, -118.24) });
  await aMeeting(app, { peerGroupId: secular, name: 'Appointment', weekday: null, startTime: null, endTime: null });
  const over = await aMeeting(app, { peerGroupId: secular, name: 'Over' });
  await administrator.data('mutation ($input: EndMeetingInput!) { endMeeting(input: $input) { __typename } }', {
    input: { meetingId: over, expectedVersion: 1 },
  });
});
afterAll(() => app.stop());

type Found = { startsAt: string; distanceKm: number | null; meeting: { name: string } };

const find = async (filter: object, page: object = {}, caller = administrator) =>
  (await caller.data(FIND, { filter, ...page })).meetings;
const namesOf = (found: { nodes: Found[] }): string[] => found.nodes.map(({ meeting }) => meeting.name);

describe('finding a meeting', () => {
  it('answers what one can go to tonight, near or online, secular, the soonest first', async () => {
    const found = await find({ ...tonight, near, approaches: ['SECULAR'] });
    expect(namesOf(found)).toEqual(['Online', 'Near', 'Unmapped']);
    expect(found.totalCount).toBe(3);
    expect(found.nodes[1]).toMatchObject({
      startsAt: '2026-03-05T03:00:00.000Z',
      endsAt: '2026-03-05T04:00:00.000Z',
      group: { displayName: 'Secular' },
    });
  });

  it('measures the distance only from the place that was asked from, and only where one can go', async () => {
    const { nodes } = await find({ ...tonight, near });
    const away = new Map(nodes.map(({ meeting, distanceKm }: Found) => [meeting.name, distanceKm]));
    expect(away.get('Near')).toBeCloseTo(7.4, 0);
    expect([away.get('Online'), away.get('Unmapped')]).toEqual([null, null]);
    const without = await find(tonight);
    expect(namesOf(without)).toContain('Far');
    expect(without.nodes.every(({ distanceKm }: Found) => distanceKm === null)).toBe(true);
  });

  it.each([
    [{ weekday: 'THURSDAY', days: 7 }, ['Thursday']],
    [{ fellowships: ['TWELVE_STEP_AA'] }, ['Steps']],
    [{ approaches: ['FAITH_BASED', 'MINDFULNESS_BASED'] }, ['Steps']],
    [{ modalities: ['VIRTUAL', 'PHONE'] }, ['Online']],
    [{ types: ['W', 'D'] }, ['Near', 'Steps']],
    [{ near: { ...near, withinKm: 0.5 }, modalities: ['IN_PERSON'] }, ['Steps', 'Unmapped']],
    [{ near: { latitude: 89.9, longitude: 0, withinKm: 100 }, modalities: ['IN_PERSON'] }, ['Unmapped']],
    [
      { near: { latitude: 0, longitude: 179.9, withinKm: 20_000 }, modalities: ['IN_PERSON'] },
      ['Near', 'Far', 'Steps', 'Unmapped'],
    ],
    [{ types: [] }, []],
  ])('narrows by %j', async (filter, expected) => {
    expect(namesOf(await find({ ...tonight, ...filter })).sort()).toEqual([...expected].sort());
  });

  it('finds across the date line', async () => {
    const organization = app.meadow;
    await aMeeting(app, { organization, name: 'Taveuni', ...place(-16.8, -179.98) });
    const filter = { ...tonight, near: { latitude: -16.8, longitude: 179.95, withinKm: 15 } };
    const { nodes } = await find(filter, {}, app.as(Role.ADMINISTRATOR, { organization }));
    expect(nodes).toMatchObject([{ meeting: { name: 'Taveuni' } }]);
    expect(nodes[0].distanceKm).toBeLessThan(15);
  });

  it('counts a meeting that is under way', async () => {
    const found = await find({ from: '2026-03-05T03:30:00Z', days: 1, fellowships: ['SMART_RECOVERY'] });
    expect(namesOf(found)).toEqual(expect.arrayContaining(['Near', 'Unmapped']));
    expect(namesOf(found)).not.toContain('Online');
  });

  it('takes seven days from now when nothing is said', async () => {
    const found = await find({ types: ['W'] });
    expect(found.nodes).toHaveLength(1);
    const startsIn = Date.parse(found.nodes[0].startsAt) - Date.now();
    expect(startsIn).toBeGreaterThan(-3_600_000);
    expect(startsIn).toBeLessThan(7 * 86_400_000);
  });

  it('skips a cancelled occurrence, and meetings of a group that is retired', async () => {
    const peerGroupId = await aPeerGroup(app, { fellowship: 'LIFERING' });
    const meetingId = await aMeeting(app, { peerGroupId });
    const filter = { ...tonight, days: 8, fellowships: ['LIFERING'] };
    expect((await find(filter)).nodes).toHaveLength(2);
    await administrator.data(
      'mutation ($input: CancelOccurrenceInput!) { cancelOccurrence(input: $input) { meeting { id } } }',
      {
        input: { meetingId, on: '2026-03-04' },
      },
    );
    expect((await find(filter)).nodes).toMatchObject([{ startsAt: '2026-03-12T02:00:00.000Z' }]);
    await administrator.data(
      'mutation ($input: RetirePeerGroupInput!) { retirePeerGroup(input: $input) { __typename } }',
      {
        input: { peerGroupId, expectedVersion: 1 },
      },
    );
    expect((await find(filter)).nodes).toEqual([]);
  });

  it.each([
    ['filter.days', { days: 32 }],
    ['filter.days', { days: 0 }],
    ['filter.near.latitude', { near: { ...near, latitude: 90.5 } }],
    ['filter.near.withinKm', { near: { ...near, withinKm: -1 } }],
  ])('refuses %s that cannot be', async (path, filter) => {
    const { errors } = await administrator.send(FIND, { filter });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('is for every role, and tells an outsider no total', async () => {
    const partner = await app.asClient(Role.PARTNER_APP, ['system/PeerSupport.rs']);
    const found = await find({ ...tonight, near }, {}, partner);
    expect(namesOf(found)).toContain('Near');
    expect(found.totalCount).toBeNull();
  });

  it('shows nothing of another organization', async () => {
    const found = await find({ ...tonight, types: ['W'] }, {}, app.as(Role.INTAKE, { organization: app.meadow }));
    expect(found).toMatchObject({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });
});

describe('pages of meetings', () => {
  it('go on where the last one ended, through meetings that begin at the same instant', async () => {
    const filter = { ...tonight, days: 31 };
    const whole = await find(filter, { first: 100 });
    const paged: Found[] = [];
    for (let after: string | null = null, hasNextPage = true; hasNextPage; ) {
      const page = await find(filter, { first: 2, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      paged.push(...page.nodes);
      ({ endCursor: after, hasNextPage } = page.pageInfo);
    }
    expect(paged).toEqual(whole.nodes);
    expect(paged.length).toBe(whole.totalCount);
    expect(new Set(paged.map(({ startsAt }) => startsAt)).size).toBeLessThan(paged.length);
  });

  it('refuse a cursor of another filter, another caller, or of nobody', async () => {
    const { pageInfo } = await find(tonight, { first: 1 });
    const attempts: [object, string, Caller][] = [
      [{ ...tonight, days: 2 }, pageInfo.endCursor, administrator],
      [tonight, pageInfo.endCursor, app.as(Role.INTAKE)],
      [tonight, 'bm90IGEgY3Vyc29y', administrator],
    ];
    for (const [filter, after, caller] of attempts) {
      const { errors } = await caller.send(FIND, { filter, after });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'after' }] });
    }
  });

  it('are refused above the cap', async () => {
    const { errors } = await administrator.send(FIND, { filter: tonight, first: 101 });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('finding among 5,000 meetings', () => {
  beforeAll(async () => {
    const peerGroupId = parseGlobalId(await aPeerGroup(app, { fellowship: 'OTHER' }))?.uuid;
    const database = new Client({ connectionString: app.databaseUrl });
    await database.connect();
    await database.query(
      `insert into meeting (organization_id, id, version, peer_group_id, name, active, weekday, start_time, end_time, time_zone,
         modality, formatted_address, latitude, longitude, approximate, types)
       select $1, gen_random_uuid(), 1, $2, 'Meeting ' || n, true,
         (array['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'])[1 + n % 7],
         to_char(n % 24, 'FM00') || ':30', to_char((n + 1) % 24, 'FM00') || ':30',
         (array['America/Los_Angeles', 'America/New_York', 'Asia/Kathmandu', 'Australia/Sydney'])[1 + n % 4],
         'IN_PERSON', 'Example Street ' || n, 30 + (n % 100) / 10.0, -120 + (n % 97) / 10.0, false, array['O']
       from generate_series(1, 5000) n`,
      [app.harbor.uuid, peerGroupId],
    );
    await database.query('analyze meeting');
    await database.end();
  });

  it('takes less than a second of the processor for the longest time ahead', async () => {
    const filter = { from: '2026-03-05T01:00:00Z', days: 31, fellowships: ['OTHER'] };
    await find(filter);
    // Not of the clock: other tests run beside this one.
    const begun = process.cpuUsage();
    const found = await find(filter);
    const { user, system } = process.cpuUsage(begun);
    expect(user + system).toBeLessThan(1_000_000);
    expect(found.totalCount).toBeGreaterThan(20_000);
  });

  it('sends as many statements for one as for a page', async () => {
    const filter = { from: '2026-03-05T01:00:00Z', near, fellowships: ['OTHER'] };
    const forOne = await statementsOf(app, administrator, FIND, { filter, first: 1 });
    // Candidates, cancellations, the meetings of the page, and their groups.
    expect(forOne).toBe(4);
    expect(await statementsOf(app, administrator, FIND, { filter, first: 50 })).toBe(forOne);
  });
});
