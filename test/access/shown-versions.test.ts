import { Role } from '../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient } from '../support/factories';
import { aClient, aConsent } from '../support/factories/consents';

const REVISE =
  'mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { ... on RevisePatientPayload { patient { version updatedAt } } } }';
const LIST =
  'query ($since: DateTime) { patients(filter: { updatedSince: $since }) { nodes { id version updatedAt } } }';

let app: TestApp;
let clinician: Caller;
let intake: Caller;
let partner: Caller;
let [first, second] = ['', ''];

beforeAll(async () => {
  app = await startTestApp();
  const clinicianId = await aClinician(app);
  clinician = await app.asClinician(clinicianId);
  intake = app.as(Role.INTAKE);
  first = await aPatient(app, { careTeam: [clinicianId] });
  second = await aPatient(app, { careTeam: [clinicianId] });
  const client = await aClient(app);
  partner = client.caller;
  for (const patientId of [first, second])
    await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['PEER_SUPPORT'] });
});
afterAll(() => app.stop());

const listOf = async (caller: Caller, since?: string) =>
  (await caller.data(LIST, { since })).patients.nodes as { id: string; version: number; updatedAt: string }[];

it('a change of what somebody does not see moves neither version nor instant nor place nor filter for them', async () => {
  const before = await listOf(partner);
  const officer = app.as(Role.PRIVACY_OFFICER);
  const reviewed = await listOf(officer);
  const start = new Date().toISOString();
  const { revisePatient } = await intake.data(REVISE, {
    input: { patientId: first, expectedVersion: 1, contactPoints: [], pronouns: 'they' },
  });
  expect(revisePatient.patient.version).toBe(2);
  expect(await listOf(partner)).toEqual(before);
  expect(await listOf(partner, start)).toEqual([]);
  expect(await listOf(officer)).toEqual(reviewed);

  const [latest] = await listOf(clinician, start);
  expect([latest?.id, latest?.version]).toEqual([first, 2]);
  expect((await listOf(clinician)).map(({ id }) => id)).toEqual([first, second]);
});

it('a change of what everybody sees who sees that there is a patient moves for all of them', async () => {
  const start = new Date().toISOString();
  await intake.data(REVISE, { input: { patientId: second, expectedVersion: 1, preferredName: 'Quinn' } });
  const [latest, ...others] = await listOf(partner);
  expect([latest?.id, latest?.version]).toEqual([second, 2]);
  expect(others.map(({ version }) => version)).toEqual([1]);
  expect((await listOf(partner, start)).map(({ id }) => id)).toEqual([second]);
});
