import { Role } from '../../../../src/access/role';
import { FollowUpKind } from '../../../../src/features/recovery/follow-ups/follow-up.entity';
import { allLinesOf } from '../../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient, aSeat } from '../../../support/factories';
import { aClient, aConsent } from '../../../support/factories/consents';
import { aSharingConsent } from '../../../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor } from '../../../support/factories/peer-links';
import { sendBreakGlass } from '../../../support/factories/restrictions';
import {
  aReturnToUse,
  changeFollowUp,
  followUpsOf,
  putOnCall,
  type SeenFollowUp,
  sendFollowUp,
  theOne,
} from '../../../support/factories/returns-to-use';
import { badInputAt, refusalOf } from '../../../support/refusals';
import { statementsOf } from '../../../support/statements';

jest.setTimeout(60_000);

const NEED = { safetyNeeds: ['OVERDOSE_RISK'] };

let app: TestApp;
let counselorId: string;
let counselor: Caller;
let nurseId: string;
let nurse: Caller;
let otherNurseId: string;
let patientId: string;
let patient: Caller;
beforeAll(async () => {
  app = await startTestApp();
  [counselorId, nurseId] = [await aClinician(app), await aClinician(app, { role: 'NURSE' })];
  otherNurseId = await aClinician(app, { role: 'NURSE' });
  [counselor, nurse] = [await app.asClinician(counselorId), await app.asClinician(nurseId)];
});
beforeEach(async () => {
  patientId = await aPatient(app, { careTeam: [counselorId, nurseId, otherNurseId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
});
afterAll(() => app.stop());

const kinds = (followUps: readonly SeenFollowUp[]): string[] => followUps.map(({ kind }) => kind).sort();

/** A mentor who walks alongside and may know of returns to use. */
async function aMentorWhoMayKnow(): Promise<{ peerMentorId: string; mentor: Caller }> {
  const peerMentorId = await anEmployedMentor(app);
  await aSharingConsent(app, { patientId, peerMentorId, categories: ['PEER_SUPPORT', 'RETURN_TO_USE'] });
  await anActiveLink(app, counselor, { patientId, peerMentorId });
  return { peerMentorId, mentor: await app.asHolder(Role.PEER_MENTOR, peerMentorId) };
}

describe('a follow-up', () => {
  it('is acknowledged once, completed once with what came of it, and leaves a line each time', async () => {
    const call = theOne((await aReturnToUse(patient, { patientId, ...NEED })).followUps, 'URGENT_SAFETY_CALL');
    const { lines } = await allLinesOf(app, async () => {
      const acknowledged = await changeFollowUp(nurse, 'Acknowledge', call);
      expect(acknowledged.followUp).toMatchObject({
        version: 2,
        acknowledgedAt: expect.any(String),
        completedAt: null,
      });
      expect(await changeFollowUp(nurse, 'Acknowledge', acknowledged.followUp)).toMatchObject({
        __typename: 'TransitionNotAllowed',
        from: 'ACKNOWLEDGED',
        allowed: ['COMPLETED'],
      });
      const completed = await changeFollowUp(counselor, 'Complete', acknowledged.followUp);
      expect(completed.followUp).toMatchObject({ version: 3, outcome: 'We talked.', completedAt: expect.any(String) });
    });
    expect(lines.map(({ kind }) => kind)).toEqual(['follow-up.acknowledged', 'follow-up.completed']);
    for (const verb of ['Acknowledge', 'Complete'] as const)
      expect(await changeFollowUp(nurse, verb, { id: call.id, version: 3 })).toMatchObject({ from: 'COMPLETED' });
    const again = await changeFollowUp(nurse, 'Assign', { id: call.id, version: 3 }, { assigneeId: counselorId });
    expect(again).toMatchObject({ __typename: 'TransitionNotAllowed', from: 'COMPLETED', allowed: [] });
  });

  it.each(['Acknowledge', 'Complete', 'Assign'] as const)('lets one of two win: %s', async (verb) => {
    const call = theOne((await aReturnToUse(patient, { patientId, ...NEED })).followUps, 'URGENT_SAFETY_CALL');
    const more = verb === 'Assign' ? { assigneeId: otherNurseId } : undefined;
    const both = await Promise.all([nurse, counselor].map((by) => changeFollowUp(by, verb, call, more)));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual([`${verb}FollowUpPayload`, 'VersionConflict']);
  });

  it('is for whoever has it, the care team, and nobody who only looked in an emergency', async () => {
    const review = theOne((await aReturnToUse(patient, { patientId })).followUps, 'CLINICAL_REVIEW');
    const outside = await app.asClinician(await aClinician(app));
    for (const verb of ['Acknowledge', 'Complete', 'Assign'] as const) {
      const more = verb === 'Assign' ? { assigneeId: counselorId } : undefined;
      expect(refusalOf(await sendFollowUp(outside, verb, review, more)).code).toBe('NOT_FOUND');
      expect(refusalOf(await sendFollowUp(patient, verb, review, more)).code).toBe('FORBIDDEN');
    }
    await sendBreakGlass(outside, { patientId });
    for (const verb of ['Acknowledge', 'Complete', 'Assign'] as const) {
      const more = verb === 'Assign' ? { assigneeId: counselorId } : undefined;
      expect(refusalOf(await sendFollowUp(outside, verb, review, more)).code).toBe('FORBIDDEN');
    }
    const director = app.as(Role.PROGRAM_DIRECTOR);
    expect(refusalOf(await sendFollowUp(director, 'Complete', review)).code).toBe('FORBIDDEN');
    const assigned = await changeFollowUp(director, 'Assign', review, { assigneeId: nurseId });
    expect(assigned.followUp.assignee).toEqual({ __typename: 'Clinician', id: nurseId });
  });

  it('needs an outcome of words, and not too many', async () => {
    const review = theOne((await aReturnToUse(patient, { patientId })).followUps, 'CLINICAL_REVIEW');
    for (const outcome of [' ', 'x'.repeat(2001)])
      expect(refusalOf(await sendFollowUp(nurse, 'Complete', review, { outcome }))).toEqual(
        badInputAt('input.outcome'),
      );
  });
});

describe('whose a follow-up is', () => {
  it('is said for clinicians who see what it is about, and asks them anew', async () => {
    const call = theOne((await aReturnToUse(patient, { patientId, ...NEED })).followUps, 'URGENT_SAFETY_CALL');
    const acknowledged = (await changeFollowUp(nurse, 'Acknowledge', call)).followUp;
    const { followUp } = await changeFollowUp(nurse, 'Assign', acknowledged, { assigneeId: otherNurseId });
    expect(followUp).toMatchObject({ version: 3, acknowledgedAt: null, assignee: { id: otherNurseId } });
    expect(Date.parse(followUp.escalatesAt)).toBeGreaterThan(Date.parse(call.escalatesAt ?? ''));
    const outsideId = await aClinician(app);
    const deactivatedId = await aClinician(app);
    await aSeat(app, { patientId, clinicianId: deactivatedId });
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }', {
        input: { clinicianId: deactivatedId, expectedVersion: 1 },
      });
    for (const assigneeId of [outsideId, deactivatedId])
      expect(refusalOf(await sendFollowUp(nurse, 'Assign', followUp, { assigneeId }))).toEqual(
        badInputAt('input.assigneeId'),
      );
    const elsewhere = await aClinician(app, { organization: app.meadow });
    expect(refusalOf(await sendFollowUp(nurse, 'Assign', followUp, { assigneeId: elsewhere })).code).toBe('NOT_FOUND');
  });

  it('is one of the medical staff for a safety call and a medical review, or whoever is on call, whatever they are', async () => {
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    const [call, review] = [theOne(followUps, 'URGENT_SAFETY_CALL'), theOne(followUps, 'MEDICAL_REVIEW')];
    for (const urgent of [call, review]) {
      const refused = await sendFollowUp(nurse, 'Assign', urgent, { assigneeId: counselorId });
      expect(refusalOf(refused)).toEqual(badInputAt('input.assigneeId'));
      expect(refused.errors?.[0]?.message).toMatch(/one of the medical staff, or whoever is on call/);
    }
    const medical = await changeFollowUp(nurse, 'Assign', call, { assigneeId: otherNurseId });
    expect(medical.followUp.assignee.id).toBe(otherNurseId);
    await putOnCall(app, counselorId);
    const onCall = await changeFollowUp(nurse, 'Assign', medical.followUp, { assigneeId: counselorId });
    expect(onCall.followUp.assignee.id).toBe(counselorId);
    await putOnCall(app, null);
  });

  it('is never a mentor where it is urgent or for clinicians, nor one who may not know', async () => {
    const { peerMentorId } = await aMentorWhoMayKnow();
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    for (const kind of ['URGENT_SAFETY_CALL', 'MEDICAL_REVIEW', 'CLINICAL_REVIEW', 'PLAN_REVIEW'])
      expect(
        refusalOf(await sendFollowUp(nurse, 'Assign', theOne(followUps, kind), { assigneeId: peerMentorId })),
      ).toEqual(badInputAt('input.assigneeId'));
    const outreach = theOne(followUps, 'PEER_OUTREACH');
    const stranger = await anEmployedMentor(app);
    expect(refusalOf(await sendFollowUp(nurse, 'Assign', outreach, { assigneeId: stranger }))).toEqual(
      badInputAt('input.assigneeId'),
    );
    const toClinician = await changeFollowUp(nurse, 'Assign', outreach, { assigneeId: counselorId });
    const back = await changeFollowUp(counselor, 'Assign', toClinician.followUp, { assigneeId: peerMentorId });
    expect(back.followUp.assignee).toEqual({ __typename: 'PeerMentor', id: peerMentorId });
  });

  it('is the mentor themselves for their own outreach: they take it on and say what came of it', async () => {
    const { mentor } = await aMentorWhoMayKnow();
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    const [own, ...others] = await followUpsOf(mentor, { mine: true });
    expect([own?.kind, others]).toEqual(['PEER_OUTREACH', []]);
    for (const verb of ['Acknowledge', 'Complete'] as const)
      expect(refusalOf(await sendFollowUp(mentor, verb, theOne(followUps, 'PLAN_REVIEW'))).code).toBe('NOT_FOUND');
    const outreach = theOne(followUps, 'PEER_OUTREACH');
    expect(refusalOf(await sendFollowUp(mentor, 'Assign', outreach, { assigneeId: counselorId })).code).toBe(
      'FORBIDDEN',
    );
    const { followUp } = await changeFollowUp(mentor, 'Acknowledge', outreach);
    const done = await changeFollowUp(mentor, 'Complete', followUp, { outcome: 'We had a coffee.' });
    expect(done.followUp).toMatchObject({ version: 3, outcome: 'We had a coffee.' });
    expect(await followUpsOf(mentor)).toEqual([]);
  });
});

describe('the queue', () => {
  it('holds what is open unless asked otherwise, the first due first, and is narrowed by what follow-ups are', async () => {
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    const mine = { patientId };
    const due = await followUpsOf(nurse, mine);
    expect(due.map(({ kind }) => kind)).toEqual([
      'URGENT_SAFETY_CALL',
      'MEDICAL_REVIEW',
      'CLINICAL_REVIEW',
      'PLAN_REVIEW',
    ]);
    await changeFollowUp(nurse, 'Complete', theOne(followUps, 'MEDICAL_REVIEW'));
    const ask = async (filter: object) => kinds(await followUpsOf(nurse, { ...mine, ...filter }));
    expect(await ask({ open: false })).toEqual(['MEDICAL_REVIEW']);
    expect(await ask({ open: null })).toHaveLength(4);
    expect(await ask({ mine: true })).toEqual(['URGENT_SAFETY_CALL']);
    expect(await ask({ mine: false })).toEqual(['CLINICAL_REVIEW', 'PLAN_REVIEW']);
    expect(await ask({ mine: true, open: null })).toEqual(['MEDICAL_REVIEW', 'URGENT_SAFETY_CALL']);
    expect(await ask({ overdue: true })).toEqual(['URGENT_SAFETY_CALL']);
    expect(await ask({ overdue: false })).toEqual(['CLINICAL_REVIEW', 'PLAN_REVIEW']);
    expect(await ask({ overdue: false, open: null })).toHaveLength(3);
    expect(await ask({ kinds: ['PLAN_REVIEW'] })).toEqual(['PLAN_REVIEW']);
    expect(await ask({ assigneeId: nurseId })).toEqual(['URGENT_SAFETY_CALL']);
    expect(await ask({ assigneeId: counselorId })).toEqual([]);
    const [, , review] = due;
    expect(await ask({ dueBefore: review?.dueAt })).toEqual(['URGENT_SAFETY_CALL']);
    // Without a filter, too, what is done is not in it.
    expect((await followUpsOf(nurse)).filter(({ completedAt }) => completedAt)).toEqual([]);
    const overdue = (await followUpsOf(nurse, mine)).filter((one) => one.overdue);
    expect(kinds(overdue)).toEqual(['URGENT_SAFETY_CALL']);
  });

  it('is that of a patient, too, and costs one statement for many as for one', async () => {
    const ask = `query ($id: ID!, $open: Boolean) { patient(id: $id) { followUps(open: $open) { nodes { kind assignee { __typename } patient { id } } } } }`;
    await aReturnToUse(patient, { patientId, ...NEED });
    expect((await nurse.data(ask, { id: patientId })).patient.followUps.nodes).toHaveLength(4);
    expect((await nurse.data(ask, { id: patientId, open: false })).patient.followUps.nodes).toEqual([]);
    expect(await statementsOf(app, nurse, ask, { id: patientId })).toBe(1);
    const queue =
      '{ followUps(filter: { mine: true }, first: 50) { nodes { kind overdue patient { returnsToUse { nodes { followUps { kind } supportMessage } } } } } }';
    expect(await statementsOf(app, nurse, queue)).toBe(1);
  });

  it('tells outsiders by no filter and no count what no field tells', async () => {
    const client = await aClient(app, { scopes: ['system/CarePlan.rs', 'system/ReturnToUse.rs'] });
    const about = { patientId, recipient: { partnerAppId: client.id } };
    await aConsent(counselor, { ...about, categories: ['CARE_PLAN'] });
    await aReturnToUse(patient, { patientId, ...NEED });
    const filters = [{}, { patientId }, { overdue: true }, { mine: true }, { mine: false }, { kinds: ['PLAN_REVIEW'] }];
    for (const filter of filters) expect(await followUpsOf(client.caller, filter)).toEqual([]);
    await aConsent(counselor, { ...about, categories: ['RETURN_TO_USE'] });
    const seen = await followUpsOf(client.caller, { patientId });
    expect(seen).toHaveLength(4);
    expect(seen.map(({ assignee }) => assignee)).toEqual([null, null, null, null]);
    expect(await followUpsOf(client.caller, { patientId, assigneeId: nurseId })).toEqual([]);
    const counted = await client.caller.data('{ followUps { totalCount } }');
    expect(counted.followUps.totalCount).toBeNull();
  });
});

it('has hours for every kind, and for escalation', async () => {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query('select app.default_follow_up_hours() as hours'),
  );
  expect(Object.keys(rows[0].hours).sort()).toEqual([...Object.values(FollowUpKind), 'ESCALATION'].sort());
});
