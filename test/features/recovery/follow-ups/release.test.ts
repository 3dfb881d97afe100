import { Role } from '../../../../src/access/role';
import { releaseUnseenFollowUps } from '../../../../src/features/recovery';
import { allLinesOf } from '../../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { aSharingConsent, revokeConsent } from '../../../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor } from '../../../support/factories/peer-links';
import { aCheckIn } from '../../../support/factories/recovery';
import {
  aReturnToUse,
  changeFollowUp,
  followUpsOf,
  type SeenFollowUp,
  theOne,
} from '../../../support/factories/returns-to-use';
import { uuidOf } from '../../../support/uuid-of';

jest.setTimeout(60_000);

const TEAM = 'query ($id: ID!) { patient(id: $id) { careTeam { id clinician { id } } } }';
const LEAVE = 'mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }';
const DEACTIVATE = 'mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }';

let app: TestApp;
let firstId: string;
let staying: Caller;
let patientId: string;
let patient: Caller;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  firstId = await aClinician(app);
  const stayingId = await aClinician(app);
  staying = await app.asClinician(stayingId);
  patientId = await aPatient(app, { careTeam: [firstId, stayingId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
});
afterAll(() => app.stop());

const sweep = () => releaseUnseenFollowUps(app.api.services.dataSource);
const asItIs = async (kind: string): Promise<SeenFollowUp> => theOne(await followUpsOf(staying, { patientId }), kind);

async function leave(): Promise<void> {
  const director = app.as(Role.PROGRAM_DIRECTOR);
  const { careTeam } = (await director.data(TEAM, { id: patientId })).patient;
  const seat = careTeam.find(({ clinician }: { clinician: { id: string } }) => clinician.id === firstId);
  await director.data(LEAVE, { input: { careTeamMemberId: seat.id } });
}

it('goes to nobody in particular once its assignee has left the care team, once, with a line in the audit log', async () => {
  await aCheckIn(patient, patientId, { wantsContact: true });
  await sweep();
  expect(await asItIs('CHECK_IN_CALL')).toMatchObject({ version: 1, assignee: { id: firstId } });
  await changeFollowUp(await app.asClinician(firstId), 'Acknowledge', await asItIs('CHECK_IN_CALL'));
  await leave();
  const { lines } = await allLinesOf(app, () => Promise.all([1, 2, 3].map(sweep)));
  expect(lines).toEqual([
    expect.objectContaining({ kind: 'follow-up.released', role: 'JOB', patient_id: uuidOf(patientId) }),
  ]);
  expect(await asItIs('CHECK_IN_CALL')).toMatchObject({ version: 3, assignee: null, acknowledgedAt: null });
});

it('is released by a mentor whose consent has ended', async () => {
  const peerMentorId = await anEmployedMentor(app);
  const about = { patientId, peerMentorId, categories: ['PEER_SUPPORT', 'RETURN_TO_USE'] };
  const consentId = await aSharingConsent(app, about);
  await anActiveLink(app, staying, { patientId, peerMentorId });
  await aReturnToUse(patient, { patientId });
  expect((await asItIs('PEER_OUTREACH')).assignee?.id).toBe(peerMentorId);
  await revokeConsent(patient, consentId);
  await sweep();
  expect((await asItIs('PEER_OUTREACH')).assignee).toBeNull();
});

it('leaves what is urgent with its assignee, whom it lets see the record', async () => {
  const nurseId = await aClinician(app, { role: 'NURSE' });
  firstId = nurseId;
  patientId = await aPatient(app, { careTeam: [nurseId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
  await aReturnToUse(patient, { patientId, safetyNeeds: ['PREGNANCY'] });
  await leave();
  await sweep();
  const mine = await followUpsOf(await app.asClinician(nurseId), { mine: true });
  expect(mine.map(({ kind }) => kind).toSorted()).toEqual(['MEDICAL_REVIEW', 'URGENT_SAFETY_CALL']);
});

it('is to be taken on anew when whoever took it on for nobody in particular works here no more', async () => {
  await aReturnToUse(patient, { patientId, safetyNeeds: ['PREGNANCY'] });
  const kinds = ['URGENT_SAFETY_CALL', 'CLINICAL_REVIEW'];
  const first = await app.asClinician(firstId);
  for (const kind of kinds) await changeFollowUp(first, 'Acknowledge', await asItIs(kind));
  expect((await asItIs('CLINICAL_REVIEW')).assignee).toBeNull();
  await app.as(Role.ADMINISTRATOR).data(DEACTIVATE, { input: { clinicianId: firstId, expectedVersion: 1 } });
  for (const kind of kinds) expect(await asItIs(kind)).toMatchObject({ version: 3, acknowledgedAt: null });
});
