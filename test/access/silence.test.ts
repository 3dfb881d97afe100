import { Role } from '../../src/access/role';
import { newId, toGlobalId } from '../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient, aSeat } from '../support/factories';

/** Somebody who asks, and three of a kind: one that was never there, one elsewhere, one out of their sight. */
interface Unseen {
  readonly caller: Caller;
  readonly ids: readonly [absent: string, foreign: string, invisible: string];
}

let app: TestApp;
let patients: Unseen;
let clinicianOfNoPatient: Caller;
let seats: Unseen;
let own: { patientId: string; clinicianId: string };

beforeAll(async () => {
  app = await startTestApp();
  const clinicianId = await aClinician(app);
  const organization = app.meadow;
  const foreignClinicianId = await aClinician(app, { organization });
  const foreign = await aPatient(app, { organization });
  const foreignSeat = await aSeat(app, { organization, patientId: foreign, clinicianId: foreignClinicianId });
  const invisible = await aPatient(app, { identifier: { system: 'urn:example:mrn', value: 'hidden' } });
  const invisibleSeat = await aSeat(app, { patientId: invisible, clinicianId: await aClinician(app) });
  own = { clinicianId, patientId: await aPatient(app, { careTeam: [clinicianId] }) };
  clinicianOfNoPatient = await app.asClinician(clinicianId);
  patients = { caller: clinicianOfNoPatient, ids: [toGlobalId('patient', newId()), foreign, invisible] };
  seats = { caller: clinicianOfNoPatient, ids: [toGlobalId('care_team_member', newId()), foreignSeat, invisibleSeat] };
});
afterAll(() => app.stop());

/** The bytes of each answer: all the same, and these. */
async function sameBytes({ caller, ids }: Unseen, document: string, input: (id: string) => object): Promise<string> {
  const answers = [];
  for (const id of ids) answers.push(await caller.send(document, input(id)));
  const [first, ...others] = answers.map(({ status, text }) => ({ status, text }));
  for (const other of others) expect(other).toEqual(first);
  const names = answers.map(({ headers }) =>
    Object.keys(headers)
      .filter((name) => name !== 'date')
      .sort(),
  );
  for (const other of names) expect(other).toEqual(names[0]);
  return first?.text ?? '';
}

it.each([
  [
    'patient',
    'query ($id: ID!) { patient(id: $id) { id identity { fullName } careTeam { id } } }',
    '{"data":{"patient":null}}\n',
  ],
  ['node', 'query ($id: ID!) { node(id: $id) { id ... on Patient { version } } }', '{"data":{"node":null}}\n'],
  ['nodes', 'query ($id: ID!) { nodes(ids: [$id, $id]) { id } }', '{"data":{"nodes":[null,null]}}\n'],
])('a patient who is absent, foreign or hidden is the same bytes, asked by %s', async (_field, document, bytes) => {
  expect(await sameBytes(patients, document, (id) => ({ id }))).toBe(bytes);
});

it('a seat that is absent, foreign or hidden is the same bytes', async () => {
  expect(await sameBytes(seats, 'query ($id: ID!) { node(id: $id) { id } }', (id) => ({ id }))).toBe(
    '{"data":{"node":null}}\n',
  );
});

it('an identifier that nobody has, and one of a patient out of sight, are the same bytes', async () => {
  const ask = 'query ($value: String!) { patientByIdentifier(system: "urn:example:mrn", value: $value) { id } }';
  const [unknown, hidden] = [
    await clinicianOfNoPatient.send(ask, { value: 'unknown' }),
    await clinicianOfNoPatient.send(ask, { value: 'hidden' }),
  ];
  expect(hidden.text).toBe(unknown.text);
});

it.each<[string, () => Unseen, (id: string) => object]>([
  ['dischargePatient', () => patients, (id) => ({ patientId: id, expectedVersion: 1, as: 'COMPLETED' })],
  ['readmitPatient', () => patients, (id) => ({ patientId: id, expectedVersion: 1 })],
  ['joinCareTeam', () => patients, (id) => ({ patientId: id, clinicianId: own.clinicianId, duty: 'any' })],
  ['leaveCareTeam', () => seats, (id) => ({ careTeamMemberId: id })],
])('what is not in sight is not found, in the same bytes, by %s', async (field, unseen, input) => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const text = await sameBytes(
    unseen(),
    `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`,
    (id) => ({ input: input(id) }),
  );
  const { errors } = JSON.parse(text);
  expect(errors).toHaveLength(1);
  expect(errors[0].extensions).toEqual({ code: 'NOT_FOUND' });
});

it.each<[string, Role, string, (id: string) => object]>([
  ['revisePatient', Role.INTAKE, 'patient', (id) => ({ patientId: id, expectedVersion: 1 })],
  [
    'attachIdentifier',
    Role.INTAKE,
    'patient',
    (id) => ({ subjectId: id, identifier: { system: 'urn:example:mrn', value: 'hidden' } }),
  ],
  ['connectAccount', Role.INTAKE, 'patient', (id) => ({ issuer: 'urn:a:b', subject: 'c', holderId: id })],
  ['connectAccount', Role.ADMINISTRATOR, 'patient', (id) => ({ issuer: 'urn:a:b', subject: 'c', holderId: id })],
])('%s by %s knows an absent and a foreign %s by the same bytes', async (field, role, _kind, input) => {
  const [absent, foreign, hidden] = patients.ids;
  // The front desk sees every patient of the program; the administrator none, so for them the hidden one counts, too.
  const ids = [absent, foreign, role === Role.ADMINISTRATOR ? hidden : absent] as const;
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
  expect(await sameBytes({ caller: app.as(role), ids }, document, (id) => ({ input: input(id) }))).toContain(
    'NOT_FOUND',
  );
});

it('tells a role that may never do it so before anything is looked up', async () => {
  const JOIN = 'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }';
  const refused = await app
    .as(Role.INTAKE)
    .send(JOIN, { input: { patientId: own.patientId, clinicianId: own.clinicianId, duty: 'any' } });
  const unseen = await app
    .as(Role.INTAKE)
    .send(JOIN, { input: { patientId: patients.ids[0], clinicianId: own.clinicianId, duty: 'any' } });
  expect(refused.text).toBe(unseen.text);
  expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

it('carries the request id in the header only', async () => {
  const answer = await clinicianOfNoPatient.send('query ($id: ID!) { patient(id: $id) { id } }', {
    id: patients.ids[0],
  });
  const requestId = answer.headers['x-request-id'] ?? '';
  expect(requestId).not.toBe('');
  expect(answer.text).not.toContain(requestId);
});
