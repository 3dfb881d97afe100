import { Role } from '../../src/access/role';
import { startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { refusalOf } from '../support/refusals';
import { aSeenPatient, type Category, EVERYTHING, PATIENT, type SeenPatient } from './a-seen-patient';

let app: TestApp;
let robin: SeenPatient;

beforeAll(async () => {
  app = await startTestApp();
  robin = await aSeenPatient(app);
});
afterAll(() => app.stop());

it.each<[Role, readonly Category[], 'inside' | 'outside']>([
  [Role.PROGRAM_DIRECTOR, EVERYTHING, 'inside'],
  [Role.INTAKE, ['row', 'identity', 'contact', 'status'], 'inside'],
  [Role.PRIVACY_OFFICER, ['row', 'identity'], 'inside'],
  [Role.CLINICIAN, [], 'inside'],
  // Whoever is not known to work here is taken for an outsider.
  [Role.PEER_MENTOR, [], 'outside'],
  [Role.PATIENT, [], 'inside'],
])('shows %s, bound to nobody: %j', async (role, categories, from) => {
  expect(await robin.seenBy(app.as(role), from)).toEqual(robin.shows(categories));
});

it('shows a clinician of the care team everything, and one outside of it nothing', async () => {
  expect(await robin.seenBy(await app.asClinician(robin.clinicianId))).toEqual(robin.shows(EVERYTHING));
  expect(await robin.seenBy(await app.asClinician(await aClinician(app)))).toBeNull();
});

it('shows the administrator no patient by any path', async () => {
  const administrator = app.as(Role.ADMINISTRATOR);
  expect(refusalOf(await administrator.send(PATIENT, { id: robin.patientId })).code).toBe('FORBIDDEN');
  expect(refusalOf(await administrator.send('{ patients { totalCount } }')).code).toBe('FORBIDDEN');
  const data = await administrator.data(
    'query ($id: ID!) { node(id: $id) { id } clinicians { nodes { caseload { totalCount nodes { id } } } } viewer { patient { id } } }',
    { id: robin.patientId },
  );
  expect(data).toMatchObject({ node: null, viewer: { patient: null } });
  for (const { caseload } of data.clinicians.nodes) expect(caseload).toEqual({ totalCount: 0, nodes: [] });
});

it('shows patients their own record, and no other', async () => {
  const asRobin = await app.asHolder(Role.PATIENT, robin.patientId);
  expect(await robin.seenBy(asRobin)).toEqual(robin.shows(EVERYTHING));
  expect(await asRobin.data('{ viewer { displayName patient { id } } patients { nodes { id } } }')).toEqual({
    viewer: { displayName: 'Rob', patient: { id: robin.patientId } },
    patients: { nodes: [{ id: robin.patientId }] },
  });
  const another = await app.asHolder(Role.PATIENT, await aPatient(app));
  expect(await another.data('query ($id: ID!) { patient(id: $id) { id } }', { id: robin.patientId })).toEqual({
    patient: null,
  });
});

it('shows partner apps nobody without their consent, whatever the scopes', async () => {
  const partner = await app.asClient(Role.PARTNER_APP, ['system/Patient.cruds', 'system/CarePlan.cruds']);
  expect(await robin.seenBy(partner, 'outside')).toBeNull();
});

it('shows nobody anything without a token', async () => {
  const { status, data, errors } = await app.nobody().send(PATIENT, { id: robin.patientId });
  expect([status, data?.patient ?? null, errors?.[0]?.extensions.code]).toEqual([401, null, 'UNAUTHENTICATED']);
});

describe("a colleague's caseload", () => {
  it('shows only the patients that both treat', async () => {
    const [ada, ben] = [await aClinician(app), await aClinician(app)];
    const both = await aPatient(app, { careTeam: [ada, ben] });
    await aPatient(app, { careTeam: [ben] });
    const ask = 'query ($id: ID!) { clinician(id: $id) { caseload { totalCount nodes { id } } } }';
    const asAda = await app.asClinician(ada);
    expect((await asAda.data(ask, { id: ben })).clinician.caseload).toEqual({ totalCount: 1, nodes: [{ id: both }] });
    const director = app.as(Role.PROGRAM_DIRECTOR);
    expect((await director.data(ask, { id: ben })).clinician.caseload.totalCount).toBe(2);
    expect((await app.as(Role.INTAKE).data(ask, { id: ben })).clinician.caseload).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe('a seat on the care team', () => {
  const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();

  it.each<[string, boolean, object]>([
    ['has no end', true, { from: hours(-1) }],
    ['ends later', true, { from: hours(-1), until: hours(1) }],
    ['has ended', false, { from: hours(-2), until: hours(-1) }],
    ['is still to begin', false, { from: hours(1) }],
    ['covers a colleague now', true, { until: hours(1), reason: 'leave' }],
    ['covered a colleague until yesterday', false, { from: hours(-48), until: hours(-24), reason: 'leave' }],
  ])('that %s lets its clinician see the patient: %s', async (_case, isSeen, span) => {
    const [sitting, colleague] = [await aClinician(app), await aClinician(app)];
    const mine = await aPatient(app, { careTeam: [colleague] });
    await aSeat(app, {
      patientId: mine,
      clinicianId: sitting,
      ...span,
      ...('reason' in span ? { coverForId: colleague } : {}),
    });
    const caller = await app.asClinician(sitting);
    const data = await caller.data(
      'query ($id: ID!) { patient(id: $id) { id } viewer { clinician { caseload { nodes { id } } } } }',
      { id: mine },
    );
    expect(data.patient).toEqual(isSeen ? { id: mine } : null);
    expect(data.viewer.clinician.caseload.nodes).toEqual(isSeen ? [{ id: mine }] : []);
    // The team shows who sits there now, and nobody else.
    const { patient } = await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('query ($id: ID!) { patient(id: $id) { careTeam { clinician { id } } } }', { id: mine });
    const team = patient.careTeam.map(({ clinician }: { clinician: { id: string } }) => clinician.id);
    expect(team.includes(sitting)).toBe(isSeen);
  });
});
