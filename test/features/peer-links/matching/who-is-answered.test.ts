import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { aClient, aConsent } from '../../../support/factories/consents';
import { SUGGESTIONS, setPreferences, suggestions } from '../../../support/factories/matching';
import { aSharingConsent } from '../../../support/factories/peer-consents';
import { aSupervisedMentor, aSupervisor } from '../../../support/factories/peer-contacts';
import { anActiveLink } from '../../../support/factories/peer-links';
import { aMeeting, aMentor, aPeerGroup } from '../../../support/factories/peers';
import { aRestriction } from '../../../support/factories/restrictions';
import { statementsOf } from '../../../support/statements';

const HOME = { latitude: 34, longitude: -118.2 };
const OF_EVERYTHING = [
  'system/Patient.rs',
  'system/CarePlan.rs',
  'system/PeerSupport.rs',
  'system/GroupParticipation.rs',
];

let app: TestApp;
let clinicianId: string;
let patientId: string;
let ada: Caller;
let patient: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
  patientId = await aPatient(app, { careTeam: [clinicianId], languages: ['en'], home: HOME });
  patient = await app.asHolder(Role.PATIENT, patientId);
  await setPreferences(ada, { patientId, approaches: ['SECULAR'], avoid: ['AL_ANON'], maxDistanceKm: 10 });
  await aMentor(app, { displayName: 'Mentor' });
  for (const [displayName, fellowship, km] of [
    ['Near', 'SMART_RECOVERY', 2],
    ['Far', 'LIFERING', 100],
    ['Avoided', 'AL_ANON', 1],
  ] as const) {
    const peerGroupId = await aPeerGroup(app, { displayName, fellowship });
    const location = { ...HOME, latitude: HOME.latitude + km / 111 };
    await aMeeting(app, { peerGroupId, venue: { formattedAddress: '1 Example Street', location } });
  }
});
afterAll(() => app.stop());

const named = async (by: Caller): Promise<string[]> =>
  (await suggestions(by, patientId)).map(({ peer }) => peer.displayName).sort();

/** A clinician of the care team from whom the patient keeps these. */
async function aClinicianWithout(...categories: string[]): Promise<Caller> {
  const id = await aClinician(app);
  await app
    .as(Role.PROGRAM_DIRECTOR)
    .data('mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }', {
      input: { patientId, clinicianId: id, duty: 'counselor' },
    });
  await aRestriction(patient, { patientId, clinicianId: id, categories });
  return app.asClinician(id);
}

it('answers the patient, the care team and the director', async () => {
  for (const by of [ada, patient, app.as(Role.PROGRAM_DIRECTOR)]) expect(await named(by)).toEqual(['Mentor', 'Near']);
});

it('leaves out the kind whose category is kept from a clinician', async () => {
  expect(await named(await aClinicianWithout('GROUP_PARTICIPATION'))).toEqual(['Mentor']);
  // What they would like to avoid names a fellowship; that is told with the groups, and how far they go is told with peer support.
  expect(await named(await aClinicianWithout('PEER_SUPPORT'))).toEqual(['Far', 'Near']);
  expect(await named(await aClinicianWithout('PEER_SUPPORT', 'GROUP_PARTICIPATION'))).toEqual([]);
});

it('knows no distance for whoever may not know where home is', async () => {
  const bea = await aClinicianWithout('IDENTITY');
  expect(await named(bea)).toEqual(['Far', 'Mentor', 'Near']);
  const factors = (await suggestions(bea, patientId)).flatMap(({ reasons }) => reasons.map(({ factor }) => factor));
  expect(factors).not.toContain('DISTANCE');
});

it('is empty for systems, apps, mentors and their supervisor, whatever they may see of the patient', async () => {
  const { supervisor, supervisorId } = await aSupervisor(app);
  const peerMentorId = await aSupervisedMentor(app, supervisorId, { displayName: 'Walks along' });
  await anActiveLink(app, ada, { patientId, peerMentorId });
  const volunteerId = await aMentor(app, { displayName: 'Volunteer' });
  await aSharingConsent(app, { patientId, peerMentorId: volunteerId });
  await anActiveLink(app, ada, { patientId, peerMentorId: volunteerId });
  const partner = await aClient(app);
  await aConsent(app.as(Role.PRIVACY_OFFICER), {
    patientId,
    recipient: { partnerAppId: partner.id },
    categories: ['IDENTITY', 'PEER_SUPPORT', 'GROUP_PARTICIPATION'],
  });
  const askers = [
    await app.asHolder(Role.PEER_MENTOR, peerMentorId),
    await app.asHolder(Role.PEER_MENTOR, volunteerId),
    supervisor,
    partner.caller,
    await app.asClient(Role.EHR_SYSTEM, OF_EVERYTHING),
    app.as(Role.INTAKE),
    app.as(Role.PRIVACY_OFFICER),
  ];
  for (const by of askers) expect(await named(by)).toEqual([]);
  expect(await named(ada)).toEqual(['Mentor', 'Near']);
});

it('tells a stranger nothing: a patient out of sight is none', async () => {
  const stranger = await app.asClinician(await aClinician(app));
  const elsewhere = app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow });
  for (const by of [stranger, elsewhere, app.as(Role.ADMINISTRATOR)])
    expect((await by.send(SUGGESTIONS, { id: patientId })).data?.patient ?? null).toBeNull();
});

it('suggests no peer of another organization', async () => {
  await aMentor(app, { displayName: 'Elsewhere', organization: app.meadow });
  await aPeerGroup(app, { displayName: 'Elsewhere', organization: app.meadow, modalities: ['VIRTUAL'] });
  expect(await named(ada)).not.toContain('Elsewhere');
});

it('takes one statement, for every patient of a caseload as for one, and another for what hangs on an occurrence', async () => {
  const asked = (
    more: string,
  ): string => `{ viewer { clinician { caseload(first: 10) { nodes { suggestedPeers(first: 20) {
    score reasons { sentence } peer { displayName } nextMeeting { startsAt meeting { name } ${more} } } } } } } }`;
  expect(await statementsOf(app, ada, SUGGESTIONS, { id: patientId })).toBe(1);
  for (const _ of Array.from({ length: 4 })) await aPatient(app, { careTeam: [clinicianId] });
  expect(await statementsOf(app, ada, asked(''))).toBe(1);
  expect(await statementsOf(app, ada, asked('group { displayName }'))).toBe(2);
});
