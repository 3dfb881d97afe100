import { Role } from '../../../src/access/role';
import { newId, parseGlobalId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const REFUSALS = '... on VersionConflict { currentVersion } ... on TransitionNotAllowed { message from to allowed }';
const DISCHARGE = `mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename
  ... on DischargePatientPayload { patient { version status updatedAt } } ${REFUSALS} } }`;
const READMIT = `mutation ($input: ReadmitPatientInput!) { readmitPatient(input: $input) { __typename
  ... on ReadmitPatientPayload { patient { version status updatedAt } } ${REFUSALS} } }`;

let app: TestApp;
let director: Caller;
beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
});
afterAll(() => app.stop());

const discharge = async (patientId: string, expectedVersion: number, as = 'COMPLETED', caller = director) =>
  (await caller.data(DISCHARGE, { input: { patientId, expectedVersion, as, reason: 'Moved away.' } })).dischargePatient;
const readmit = async (patientId: string, expectedVersion: number, caller = director) =>
  (await caller.data(READMIT, { input: { patientId, expectedVersion } })).readmitPatient;

async function present(id: string) {
  const { patient } = await director.data('query ($id: ID!) { patient(id: $id) { version status } }', { id });
  return patient;
}

/** How care ended, which nobody can ask for yet. */
async function episodeOf(id: string) {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query('select discharged_as, discharge_reason, discharged_at from care_episode where id = $1', [
      parseGlobalId(id)?.uuid,
    ]),
  );
  return rows[0];
}

it('takes a registered patient into care, discharges them, and takes them in again', async () => {
  const patientId = await aPatient(app);
  expect((await readmit(patientId, 1)).patient).toMatchObject({ version: 2, status: 'ACTIVE' });
  const { patient } = await discharge(patientId, 2);
  expect(patient).toMatchObject({ version: 3, status: 'DISCHARGED' });
  expect(await episodeOf(patientId)).toEqual({
    discharged_as: 'COMPLETED',
    discharge_reason: 'Moved away.',
    discharged_at: new Date(patient.updatedAt),
  });
  expect((await readmit(patientId, 3)).patient).toMatchObject({ version: 4, status: 'ACTIVE' });
  expect(await episodeOf(patientId)).toEqual({ discharged_as: null, discharge_reason: null, discharged_at: null });
  expect(await present(patientId)).toEqual({ version: 4, status: 'ACTIVE' });
});

it.each([
  ['ALUMNUS', 'ALUMNUS'],
  ['COMPLETED', 'DISCHARGED'],
  ['TRANSFERRED', 'TRANSFERRED'],
  ['LEFT_EARLY', 'DISCHARGED'],
  ['LOST_TO_CONTACT', 'DISCHARGED'],
  ['ADMINISTRATIVE', 'DISCHARGED'],
  ['DECEASED', 'DECEASED'],
])('ends care as %s, which leaves the patient %s', async (as, status) => {
  const patientId = await aPatient(app);
  expect((await discharge(patientId, 1, as)).patient.status).toBe(status);
  expect((await episodeOf(patientId)).discharged_as).toBe(as);
});

it('after care has ended, knows only death and coming back; after death nothing', async () => {
  for (const as of ['ALUMNUS', 'COMPLETED', 'TRANSFERRED']) {
    const patientId = await aPatient(app);
    const { patient } = await discharge(patientId, 1, as);
    const refused = await discharge(patientId, 2, 'LEFT_EARLY');
    expect(refused).toMatchObject({
      __typename: 'TransitionNotAllowed',
      from: patient.status,
      to: 'DISCHARGED',
      allowed: ['DECEASED'],
    });
    expect((await episodeOf(patientId)).discharged_as).toBe(as);
    expect((await discharge(patientId, 2, 'DECEASED')).patient.status).toBe('DECEASED');
    expect(await readmit(patientId, 3)).toMatchObject({
      __typename: 'TransitionNotAllowed',
      from: 'DECEASED',
      to: 'ACTIVE',
      allowed: [],
    });
    expect(await discharge(patientId, 3, 'DECEASED')).toMatchObject({ from: 'DECEASED', allowed: [] });
    expect(await present(patientId)).toEqual({ version: 3, status: 'DECEASED' });
  }
});

it('does not take in whom it has already', async () => {
  const patientId = await aPatient(app);
  await readmit(patientId, 1);
  expect(await readmit(patientId, 2)).toMatchObject({
    __typename: 'TransitionNotAllowed',
    from: 'ACTIVE',
    to: 'ACTIVE',
  });
});

it('refuses another version than the present one, and changes nothing', async () => {
  const patientId = await aPatient(app);
  expect(await discharge(patientId, 2)).toEqual({ __typename: 'VersionConflict', currentVersion: 1 });
  expect(await readmit(patientId, 7)).toEqual({ __typename: 'VersionConflict', currentVersion: 1 });
  expect(await present(patientId)).toEqual({ version: 1, status: 'PRE_ADMISSION' });
  expect((await episodeOf(patientId)).discharged_as).toBeNull();
});

it('lets exactly one of several at once win, whole', async () => {
  const patientId = await aPatient(app);
  const kinds = ['ALUMNUS', 'COMPLETED', 'TRANSFERRED', 'DECEASED'];
  const results = await Promise.all([...kinds.map((as) => discharge(patientId, 1, as)), readmit(patientId, 1)]);
  const winners = results.filter(({ __typename }) => __typename.endsWith('Payload'));
  expect(winners).toHaveLength(1);
  const after = await present(patientId);
  expect(after).toEqual({ version: 2, status: winners[0].patient.status });
  const { discharged_as: as } = await episodeOf(patientId);
  expect(as === 'COMPLETED' ? 'DISCHARGED' : (as ?? 'ACTIVE')).toBe(after.status);
});

it('is for a clinician of the care team, and not found by one outside of it', async () => {
  const clinicianId = await aClinician(app);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const outsider = await app.asClinician(await aClinician(app));
  for (const document of [DISCHARGE, READMIT]) {
    const as = document === DISCHARGE ? { as: 'COMPLETED' } : {};
    expect(refusalOf(await outsider.send(document, { input: { patientId, expectedVersion: 1, ...as } })).code).toBe(
      'NOT_FOUND',
    );
  }
  const ada = await app.asClinician(clinicianId);
  expect((await readmit(patientId, 1, ada)).patient.status).toBe('ACTIVE');
  expect((await discharge(patientId, 2, 'ALUMNUS', ada)).patient.status).toBe('ALUMNUS');
});

it('is for a record system that may write and read care', async () => {
  const system = await app.asClient(Role.EHR_SYSTEM, ['system/CarePlan.ru']);
  expect((await discharge(await aPatient(app), 1, 'TRANSFERRED', system)).patient.status).toBe('TRANSFERRED');
});

it('does not find what is absent or of another organization', async () => {
  for (const patientId of [toGlobalId('patient', newId()), await aPatient(app, { organization: app.meadow })]) {
    const input = { patientId, expectedVersion: 1 };
    expect(refusalOf(await director.send(DISCHARGE, { input: { ...input, as: 'COMPLETED' } })).code).toBe('NOT_FOUND');
    expect(refusalOf(await director.send(READMIT, { input })).code).toBe('NOT_FOUND');
  }
});

it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PRIVACY_OFFICER, Role.PEER_MENTOR, Role.PATIENT])(
  'is closed to %s',
  async (role) => {
    const input = { patientId: await aPatient(app), expectedVersion: 1 };
    expect(refusalOf(await app.as(role).send(DISCHARGE, { input: { ...input, as: 'COMPLETED' } })).code).toBe(
      'FORBIDDEN',
    );
    expect(refusalOf(await app.as(role).send(READMIT, { input })).code).toBe('FORBIDDEN');
  },
);

it('refuses a reason that is too long, or a way to end that is none', async () => {
  const input = { patientId: await aPatient(app), expectedVersion: 1, as: 'COMPLETED' };
  expect(refusalOf(await director.send(DISCHARGE, { input: { ...input, reason: 'x'.repeat(1001) } }))).toEqual(
    badInputAt('input.reason'),
  );
  expect(refusalOf(await director.send(DISCHARGE, { input: { ...input, as: 'CANARY' } }))).toEqual(
    badInputAt('input.as'),
  );
});
