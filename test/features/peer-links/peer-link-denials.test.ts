import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aCarePlan } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { anActiveLink, anEmployedMentor, move } from '../../support/factories/peer-links';
import { aRestriction } from '../../support/factories/restrictions';

let app: TestApp;
let director: Caller;

beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
});
afterAll(() => app.stop());

it('whether a patient has peers is no answer to who is denied their links, not even as a filter of plans', async () => {
  const [clinicianId, deniedId] = [await aClinician(app), await aClinician(app)];
  const [ada, denied] = [await app.asClinician(clinicianId), await app.asClinician(deniedId)];
  const patientId = await aPatient(app, { careTeam: [clinicianId, deniedId] });
  const planId = await aCarePlan(app, { patientId, by: ada });
  await anActiveLink(app, ada, { patientId, peerMentorId: await anEmployedMentor(app) });
  const found = async (caller: Caller): Promise<string[][]> => {
    const { without, beside } = await caller.data(`{
      without: carePlans(filter: { withoutPeerSupport: true }) { nodes { id } }
      beside: carePlans(filter: { withoutPeerSupport: false }) { nodes { id } } }`);
    return [without, beside].map(({ nodes }) => nodes.map(({ id }: { id: string }) => id));
  };
  expect(await found(denied)).toEqual([[], [planId]]);
  await aRestriction(director, { patientId, clinicianId: deniedId, categories: ['PEER_SUPPORT'] });
  expect(await found(denied)).toEqual([[], []]);
  expect(await found(ada)).toEqual([[], [planId]]);
});

it('why a link rests is for the program and its own systems, not for a system that reads by consent', async () => {
  const clinicianId = await aClinician(app);
  const ada = await app.asClinician(clinicianId);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId: await anEmployedMentor(app) });
  await move(ada, id, version, 'PAUSED');
  const scopes = ['system/PeerSupport.rs'];
  const own = await app.asClient(Role.EHR_SYSTEM, scopes);
  const outside = await aClient(app, { kind: 'EHR_SYSTEM', scopes });
  await aConsent(ada, { patientId, recipient: { partnerAppId: outside.id }, categories: ['PEER_SUPPORT'] });
  const why = async (caller: Caller) =>
    (await caller.data('query ($id: ID!) { peerLink(id: $id) { status pausedReason } }', { id })).peerLink;
  expect(await why(own)).toEqual({ status: 'PAUSED', pausedReason: 'CARE_TEAM' });
  expect(await why(outside.caller)).toEqual({ status: 'PAUSED', pausedReason: null });
});

it('a clinician who is denied medication writes none, and is told so', async () => {
  const clinicianId = await aClinician(app);
  const ada = await app.asClinician(clinicianId);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  await aRestriction(director, { patientId, clinicianId, categories: ['MEDICATION'] });
  const { errors } = await ada.send(
    'mutation ($input: RecordSafetyFactInput!) { recordSafetyFact(input: $input) { safetyFact { id } } }',
    { input: { patientId, kind: 'ALLERGY', value: 'none', observedOn: '2025-02-01', source: 'patient' } },
  );
  expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
    ['This part of the record is not open to you.', 'FORBIDDEN'],
  ]);
});
