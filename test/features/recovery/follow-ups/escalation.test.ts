import { Role } from '../../../../src/access/role';
import { escalateDueFollowUps } from '../../../../src/features/recovery';
import { allLinesOf } from '../../../access/audit-lines';
import { differences } from '../../../access/properties/recomputation';
import { type Caller, STANDING_STILL, startTestApp, type TestApp, usualLog } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import { aRestriction } from '../../../support/factories/restrictions';
import {
  aReturnToUse,
  changeFollowUp,
  followUpsOf,
  letEscalate,
  putOnCall,
  type SeenFollowUp,
  theOne,
} from '../../../support/factories/returns-to-use';
import { uuidOf } from '../../../support/uuid-of';

jest.setTimeout(60_000);

const SEES = `query ($id: ID!) { patient(id: $id) { identity { fullName } careTeam { id } consents { nodes { id } }
  returnsToUse { nodes { id } } restrictions { id } } }`;

let app: TestApp;
let onCallId: string;
let onCall: Caller;
let nurseId: string;
let nurse: Caller;
let patientId: string;
let patient: Caller;
beforeAll(async () => {
  app = await startTestApp({}, usualLog(), STANDING_STILL);
  [onCallId, nurseId] = [await aClinician(app, { role: 'COUNSELOR' }), await aClinician(app, { role: 'NURSE' })];
  [onCall, nurse] = [await app.asClinician(onCallId), await app.asClinician(nurseId)];
});
beforeEach(async () => {
  await putOnCall(app, onCallId);
  patientId = await aPatient(app, { careTeam: [nurseId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
});
afterEach(async () => {
  expect(await asAdmin(app.databaseUrl, differences)).toEqual([]);
});
afterAll(() => app.stop());

const sweep = () => escalateDueFollowUps(app.api.services.dataSource);
const sees = async (by: Caller) => (await by.data(SEES, { id: patientId })).patient;

/** An urgent call that the nurse has, and for which nobody cared in time. */
async function aMissedCall(): Promise<SeenFollowUp> {
  const { followUps } = await aReturnToUse(patient, { patientId, safetyNeeds: ['SELF_HARM_RISK'] });
  const call = theOne(followUps, 'URGENT_SAFETY_CALL');
  expect(call.assignee?.id).toBe(nurseId);
  await letEscalate(app, call);
  return call;
}

const asItIs = async ({ id }: SeenFollowUp): Promise<SeenFollowUp | undefined> =>
  (await followUpsOf(nurse, { patientId })).find((one) => one.id === id);

it('goes to the clinician on call, once though several servers sweep, with a line in the audit log', async () => {
  const call = await aMissedCall();
  const { lines } = await allLinesOf(app, () => Promise.all([1, 2, 3].map(sweep)));
  expect(lines).toEqual([
    expect.objectContaining({
      kind: 'follow-up.escalated',
      role: 'JOB',
      subject_type: 'follow_up',
      subject_id: uuidOf(call.id),
      patient_id: uuidOf(patientId),
      reason: null,
    }),
  ]);
  expect(await asItIs(call)).toMatchObject({ version: 2, assignee: { id: onCallId }, acknowledgedAt: null });
  await sweep();
  expect((await asItIs(call))?.version).toBe(2);
  await changeFollowUp(onCall, 'Complete', { id: call.id, version: 2 });
});

it('shows the clinician on call the record until it is done: not the consents, and no other patient', async () => {
  const call = await aMissedCall();
  expect(await sees(onCall)).toBeNull();
  await sweep();
  expect(await sees(onCall)).toEqual({
    identity: { fullName: expect.any(String) },
    careTeam: [{ id: expect.any(String) }],
    consents: { nodes: [] },
    returnsToUse: { nodes: [{ id: expect.any(String) }] },
    restrictions: null,
  });
  const [mine, ...others] = await followUpsOf(onCall, { mine: true });
  expect([mine?.id, others]).toEqual([call.id, []]);
  const acknowledged = await changeFollowUp(onCall, 'Acknowledge', { id: call.id, version: 2 });
  const done = await changeFollowUp(onCall, 'Complete', acknowledged.followUp);
  // What was done is shown with it, for the last time.
  expect(done.followUp).toMatchObject({
    patient: { id: patientId },
    assignee: { id: onCallId },
    outcome: 'We talked.',
  });
  expect(await sees(onCall)).toBeNull();
  expect(await sees(nurse)).not.toBeNull();
});

it('shows it no longer to whoever has passed it on', async () => {
  const call = await aMissedCall();
  await sweep();
  const passed = await changeFollowUp(onCall, 'Assign', { id: call.id, version: 2 }, { assigneeId: nurseId });
  expect(passed).toEqual({ __typename: 'AssignFollowUpPayload', followUp: null });
  expect(await sees(onCall)).toBeNull();
  expect(await asItIs(call)).toMatchObject({ version: 3, assignee: { id: nurseId } });
  // Whoever is asked anew has the same time for it.
  await sweep();
  expect((await asItIs(call))?.version).toBe(3);
});

it.each([
  ['was acknowledged', (call: SeenFollowUp) => changeFollowUp(nurse, 'Acknowledge', call)],
  ['is done', (call: SeenFollowUp) => changeFollowUp(nurse, 'Complete', call)],
])('stays whose it is when it %s', async (_case, change) => {
  const call = await aMissedCall();
  await change(call);
  await sweep();
  expect(await sees(onCall)).toBeNull();
});

it('is either acknowledged or passed on, when both happen at the same moment', async () => {
  for (let time = 0; time < 10; time += 1) {
    const call = await aMissedCall();
    const [acknowledged] = await Promise.all([changeFollowUp(nurse, 'Acknowledge', call), sweep()]);
    const now = await asItIs(call);
    const isTaken = acknowledged.__typename === 'AcknowledgeFollowUpPayload';
    expect(now?.assignee?.id).toBe(isTaken ? nurseId : onCallId);
    expect(now?.acknowledgedAt === null).toBe(!isTaken);
    await changeFollowUp(nurse, 'Complete', { id: call.id, version: 2 });
  }
});

it('goes on once more when whoever took it on has not done it in time, and never by itself after that', async () => {
  const call = await aMissedCall();
  const { followUp } = await changeFollowUp(nurse, 'Acknowledge', call);
  // Two hours, so that a call is not cut short.
  expect(Date.parse(followUp.escalatesAt) - Date.parse(followUp.acknowledgedAt)).toBe(2 * 3_600_000);
  await sweep();
  expect(await asItIs(call)).toMatchObject({ version: 2, assignee: { id: nurseId } });
  await letEscalate(app, call);
  await Promise.all([1, 2, 3].map(sweep));
  expect(await asItIs(call)).toMatchObject({
    version: 3,
    assignee: { id: onCallId },
    acknowledgedAt: null,
    escalatesAt: null,
  });
  // What the next one forgets as well goes on again.
  await changeFollowUp(onCall, 'Acknowledge', { id: call.id, version: 3 });
  await letEscalate(app, call);
  await sweep();
  expect(await asItIs(call)).toMatchObject({ version: 5, assignee: { id: nurseId } });
  await sweep();
  expect((await asItIs(call))?.version).toBe(5);
});

it('has until a medical review is due, where that is later', async () => {
  const { followUps } = await aReturnToUse(patient, { patientId, safetyNeeds: ['PREGNANCY'] });
  const review = theOne(followUps, 'MEDICAL_REVIEW');
  const { followUp } = await changeFollowUp(nurse, 'Acknowledge', review);
  const latest = Math.max(Date.parse(review.dueAt), Date.parse(followUp.acknowledgedAt) + 2 * 3_600_000);
  expect(Date.parse(followUp.escalatesAt)).toBe(latest);
});

it('is either done or passed on, when both happen at the same moment', async () => {
  for (let time = 0; time < 10; time += 1) {
    const call = await aMissedCall();
    const { followUp } = await changeFollowUp(nurse, 'Acknowledge', call);
    await letEscalate(app, call);
    const [done] = await Promise.all([changeFollowUp(nurse, 'Complete', followUp), sweep()]);
    const now = (await followUpsOf(nurse, { patientId, open: null })).find(({ id }) => id === call.id);
    const isDone = done.__typename === 'CompleteFollowUpPayload';
    expect(now?.completedAt !== null).toBe(isDone);
    expect(now?.assignee?.id).toBe(isDone ? nurseId : onCallId);
    if (!isDone) await changeFollowUp(nurse, 'Complete', { id: call.id, version: 3 });
  }
});

it('passes over whoever is kept out, for the next in line, and waits where there is nobody', async () => {
  await aRestriction(patient, { patientId, clinicianId: onCallId, categories: ['RETURN_TO_USE'] });
  const call = await aMissedCall();
  await sweep();
  expect(await asItIs(call)).toMatchObject({ version: 1, assignee: { id: nurseId } });
  const physicianId = await aClinician(app, { role: 'PHYSICIAN' });
  await app
    .as(Role.PROGRAM_DIRECTOR)
    .data('mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }', {
      input: { patientId, clinicianId: physicianId, duty: 'prescriber' },
    });
  await sweep();
  expect(await asItIs(call)).toMatchObject({ version: 2, assignee: { id: physicianId } });
  expect(await sees(onCall)).toBeNull();
});

it('goes on at once from whoever is kept out, or works here no more', async () => {
  const call = await aMissedCall();
  await sweep();
  await changeFollowUp(onCall, 'Acknowledge', { id: call.id, version: 2 });
  await aRestriction(patient, { patientId, clinicianId: onCallId });
  expect(await asItIs(call)).toMatchObject({ version: 4, acknowledgedAt: null, assignee: { id: nurseId } });
  expect(await sees(onCall)).toBeNull();

  const physicianId = await aClinician(app, { role: 'PHYSICIAN' });
  const otherId = await aPatient(app, { careTeam: [physicianId, nurseId] });
  const { followUps } = await aReturnToUse(nurse, { patientId: otherId, safetyNeeds: ['PREGNANCY'] });
  expect(theOne(followUps, 'MEDICAL_REVIEW').assignee?.id).toBe(physicianId);
  await app
    .as(Role.ADMINISTRATOR)
    .data('mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }', {
      input: { clinicianId: physicianId, expectedVersion: 1 },
    });
  const left = await followUpsOf(nurse, { patientId: otherId });
  expect(theOne(left, 'MEDICAL_REVIEW').assignee?.id).toBe(nurseId);
});

it('is never given to the patient themselves, who may work here and be on call', async () => {
  const { issuer } = app.issuer;
  await app
    .as(Role.ADMINISTRATOR)
    .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
      input: { issuer, subject: patient.subject, holderId: onCallId },
    });
  const call = await aMissedCall();
  await sweep();
  expect(await asItIs(call)).toMatchObject({ version: 1, assignee: { id: nurseId } });
});

it('takes what is urgent alone', async () => {
  const { followUps } = await aReturnToUse(patient, { patientId });
  expect(followUps.map(({ escalatesAt }) => escalatesAt)).toEqual([null, null]);
  await asAdmin(app.databaseUrl, async (admin) => {
    const late = "update follow_up set due_at = now() - interval '1 day' where id = $1";
    for (const { id } of followUps) await admin.query(late, [uuidOf(id)]);
  });
  await sweep();
  expect((await followUpsOf(nurse, { patientId, overdue: true })).map(({ version }) => version)).toEqual([1, 1]);
});

it('would be noticed, if what it lets somebody see were gone or went on too long', async () => {
  const call = await aMissedCall();
  await sweep();
  const planted = async (statement: string) =>
    asAdmin(app.databaseUrl, async (admin) => {
      await admin.query('begin');
      await admin.query('set local session_replication_role = replica');
      await admin.query(statement, [uuidOf(call.id)]);
      const found = await differences(admin);
      await admin.query('rollback');
      return found;
    });
  expect(await planted('delete from access_grant where source_id = $1')).toEqual(['missing grant: FOLLOW_UP']);
  expect(await planted('update follow_up set completed_at = now() where id = $1')).toEqual(['stray grant: FOLLOW_UP']);
});
