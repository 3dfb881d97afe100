import { DateTime } from 'luxon';
import { Role } from '../../../../src/access/role';
import { allLinesOf } from '../../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import { aSharingConsent, revokeConsent } from '../../../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor } from '../../../support/factories/peer-links';
import { aMentor } from '../../../support/factories/peers';
import { aRestriction, sendBreakGlass } from '../../../support/factories/restrictions';
import {
  aReturnToUse,
  followUpsOf,
  putOnCall,
  type SeenFollowUp,
  sendReturnToUse,
  theOne,
} from '../../../support/factories/returns-to-use';
import { badInputAt, refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

jest.setTimeout(60_000);

const ZONE = 'America/Los_Angeles';
const AGREED = { patientAgreed: true };
const NEED = { safetyNeeds: ['WITHDRAWAL_RISK'] };
const RETURNS = 'query ($id: ID!) { patient(id: $id) { returnsToUse { nodes { id occurredOn } } } }';

let app: TestApp;
let counselorId: string;
let counselor: Caller;
let patientId: string;
let patient: Caller;
beforeAll(async () => {
  app = await startTestApp();
  counselorId = await aClinician(app);
  counselor = await app.asClinician(counselorId);
});
beforeEach(async () => {
  patientId = await aPatient(app, { careTeam: [counselorId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
});
afterAll(() => app.stop());

const kinds = (followUps: readonly SeenFollowUp[]): string[] => followUps.map(({ kind }) => kind).sort();
const here = (instant: string): DateTime => DateTime.fromISO(instant, { zone: ZONE });

/** A mentor with an active link to the patient, and with this consent where one is named. */
async function aLinkedMentor(engagement: 'EMPLOYED' | 'SUPERVISED_VOLUNTEER', categories?: readonly string[]) {
  const peerMentorId = await (engagement === 'EMPLOYED' ? anEmployedMentor(app) : aMentor(app));
  const consentId = categories && (await aSharingConsent(app, { patientId, peerMentorId, categories }));
  await anActiveLink(app, counselor, { patientId, peerMentorId });
  return { peerMentorId, consentId: consentId ?? '', mentor: await app.asHolder(Role.PEER_MENTOR, peerMentorId) };
}

describe('a return to use that the person shares', () => {
  it('is written down as they tell it, and answered with words and with people', async () => {
    const { result, lines } = await allLinesOf(app, () =>
      sendReturnToUse(patient, {
        patientId,
        occurredOn: '2026-03-01',
        precision: 'WEEK',
        lastUseAt: '2026-03-02T05:00:00Z',
        substance: 'wine',
        context: 'My sister was ill.',
      }),
    );
    const { returnToUse, supportMessage } = result.data.shareReturnToUse;
    expect(returnToUse).toMatchObject({
      version: 1,
      status: 'SHARED',
      occurredOn: '2026-03-01',
      precision: 'WEEK',
      lastUseAt: '2026-03-02T05:00:00.000Z',
      sharedBy: 'PATIENT',
      substance: 'wine',
      context: 'My sister was ill.',
      safetyNeeds: [],
      supportMessage,
    });
    expect(supportMessage).toContain('988');
    expect(kinds(returnToUse.followUps)).toEqual(['CLINICAL_REVIEW', 'PLAN_REVIEW']);
    expect(lines.map(({ kind }) => kind)).toEqual(['return-to-use.shared']);
  });

  it('is known to the care team and to nobody beside it', async () => {
    const { id } = await aReturnToUse(patient, { patientId });
    const outsideId = await aClinician(app);
    const { mentor } = await aLinkedMentor('EMPLOYED');
    const node = 'query ($id: ID!) { node(id: $id) { ... on ReturnToUse { id } } }';
    expect((await counselor.data(node, { id })).node).toEqual({ id });
    expect((await app.as(Role.PROGRAM_DIRECTOR).data(node, { id })).node).toEqual({ id });
    for (const other of [await app.asClinician(outsideId), mentor, app.as(Role.INTAKE), app.as(Role.PRIVACY_OFFICER)]) {
      expect((await other.data(node, { id })).node).toBeNull();
      expect(await followUpsOf(other)).toEqual([]);
      expect((await other.data(RETURNS, { id: patientId })).patient?.returnsToUse.nodes ?? []).toEqual([]);
    }
    await aRestriction(patient, { patientId, clinicianId: counselorId, categories: ['RETURN_TO_USE'] });
    expect((await counselor.data(node, { id })).node).toBeNull();
    expect(await followUpsOf(counselor, { patientId })).toEqual([]);
  });

  it('is listed with the others, the latest first', async () => {
    const days = ['2026-02-01', '2026-03-01', '2026-01-01'];
    for (const occurredOn of days) await aReturnToUse(patient, { patientId, occurredOn });
    const { returnsToUse } = (await counselor.data(RETURNS, { id: patientId })).patient;
    expect(returnsToUse.nodes.map(({ occurredOn }: { occurredOn: string }) => occurredOn)).toEqual(
      [...days].sort().reverse(),
    );
  });

  it.each([
    ['a day that is still to come where they live', { occurredOn: '2999-01-01' }, 'input.occurredOn'],
    ['a day before anybody can remember', { occurredOn: '0202-01-01' }, 'input.occurredOn'],
    ['a last use that is still to come', { lastUseAt: '2999-01-01T00:00:00Z' }, 'input.lastUseAt'],
    ['a context that is longer than a page', { context: 'x'.repeat(2001) }, 'input.context'],
    ['a safety need said twice', { safetyNeeds: ['PREGNANCY', 'PREGNANCY'] }, 'input.safetyNeeds'],
  ])('is refused with %s', async (_case, input, path) => {
    expect(refusalOf(await sendReturnToUse(patient, { patientId, ...input }))).toEqual(badInputAt(path));
  });

  it('is that of another for nobody: to a patient there is no other', async () => {
    const otherId = await aPatient(app);
    expect(refusalOf(await sendReturnToUse(patient, { patientId: otherId })).code).toBe('NOT_FOUND');
  });
});

describe('a return to use that somebody else shares', () => {
  it('needs the agreement of the person, unless a safety need is named', async () => {
    expect(refusalOf(await sendReturnToUse(counselor, { patientId }))).toEqual(badInputAt('input.patientAgreed'));
    expect((await aReturnToUse(counselor, { patientId, ...AGREED })).sharedBy).toBe('CARE_TEAM');
    expect((await aReturnToUse(counselor, { patientId, ...NEED })).sharedBy).toBe('CARE_TEAM');
  });

  it('ends a recovery period by the word of the person alone', async () => {
    const ends = { patientId, endsRecoveryPeriod: true };
    const refused = badInputAt('input.endsRecoveryPeriod');
    const { mentor } = await aLinkedMentor('EMPLOYED');
    expect(refusalOf(await sendReturnToUse(counselor, { ...ends, ...NEED }))).toEqual(refused);
    expect(refusalOf(await sendReturnToUse(mentor, { ...ends, ...AGREED }))).toEqual(refused);
    expect(refusalOf(await sendReturnToUse(counselor, { ...ends, ...AGREED })).code).toBeUndefined();
    expect(refusalOf(await sendReturnToUse(patient, ends)).code).toBeUndefined();
  });

  it('comes from an employed mentor, who is told no more than they knew', async () => {
    const { mentor } = await aLinkedMentor('EMPLOYED');
    const { data } = await sendReturnToUse(mentor, { patientId, ...AGREED });
    expect(data.shareReturnToUse).toEqual({ returnToUse: null, supportMessage: expect.stringContaining('988') });
    const seen = await followUpsOf(counselor, { patientId });
    expect(kinds(seen)).toEqual(['CLINICAL_REVIEW', 'PLAN_REVIEW']);
    // Nor who has the call, so that the person is promised nobody.
    const urgent = (await sendReturnToUse(mentor, { patientId, ...NEED })).data.shareReturnToUse;
    expect(urgent.supportMessage).toContain('we cannot say that anybody in particular has it');
    expect(refusalOf(await sendReturnToUse(mentor, { patientId }))).toEqual(badInputAt('input.patientAgreed'));
  });

  it('comes from any other mentor by a consent to returns to use, and is put to their account', async () => {
    const { mentor, consentId } = await aLinkedMentor('SUPERVISED_VOLUNTEER', ['PEER_SUPPORT', 'RETURN_TO_USE']);
    const shared = await aReturnToUse(mentor, { patientId, ...AGREED });
    expect(shared.sharedBy).toBe('MENTOR');
    expect(kinds(shared.followUps)).toEqual(['PEER_OUTREACH']);
    const account = await patient.data(
      '{ viewer { patient { disclosures(first: 1) { nodes { operation categories } } } } }',
    );
    expect(account.viewer.patient.disclosures.nodes).toEqual([
      { operation: 'shareReturnToUse', categories: ['RETURN_TO_USE'] },
    ]);
    await revokeConsent(patient, consentId);
    expect(refusalOf(await sendReturnToUse(mentor, { patientId, ...AGREED })).code).toBe('NOT_FOUND');
  });

  it('is not for a mentor from outside without that consent, nor for one who does not walk alongside', async () => {
    const { mentor } = await aLinkedMentor('SUPERVISED_VOLUNTEER', ['PEER_SUPPORT']);
    expect(refusalOf(await sendReturnToUse(mentor, { patientId, ...AGREED })).code).toBe('FORBIDDEN');
    const stranger = await app.asHolder(Role.PEER_MENTOR, await anEmployedMentor(app));
    expect(refusalOf(await sendReturnToUse(stranger, { patientId, ...NEED })).code).toBe('NOT_FOUND');
    expect(await followUpsOf(counselor, { patientId })).toEqual([]);
  });

  it('is not for a clinician who is kept from it, nor for one of no team, nor for other roles', async () => {
    await aRestriction(patient, { patientId, clinicianId: counselorId, categories: ['RETURN_TO_USE'] });
    expect(refusalOf(await sendReturnToUse(counselor, { patientId, ...AGREED })).code).toBe('FORBIDDEN');
    const outside = await app.asClinician(await aClinician(app));
    expect(refusalOf(await sendReturnToUse(outside, { patientId, ...NEED })).code).toBe('NOT_FOUND');
    await sendBreakGlass(outside, { patientId });
    expect(refusalOf(await sendReturnToUse(outside, { patientId, ...NEED })).code).toBeUndefined();
    // Whether a period ended, they no more write down than that one began.
    const ends = { patientId, ...AGREED, endsRecoveryPeriod: true };
    expect(refusalOf(await sendReturnToUse(outside, ends)).code).toBe('FORBIDDEN');
    for (const role of [Role.PROGRAM_DIRECTOR, Role.INTAKE, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
      expect(refusalOf(await sendReturnToUse(app.as(role), { patientId, ...NEED })).code).toBe('FORBIDDEN');
  });

  it('is not written down of somebody who has died', async () => {
    const { mentor } = await aLinkedMentor('EMPLOYED');
    await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }', {
        input: { patientId, expectedVersion: 1, as: 'DECEASED' },
      });
    expect(refusalOf(await sendReturnToUse(counselor, { patientId, ...NEED }))).toEqual(badInputAt('input.patientId'));
    // The link ended with the death.
    expect(refusalOf(await sendReturnToUse(mentor, { patientId, ...NEED })).code).toBe('NOT_FOUND');
  });
});

describe('what a return to use calls for', () => {
  it('is a clinician by the end of the next business day, and a look at the plan within seven days', async () => {
    const { followUps } = await aReturnToUse(patient, { patientId });
    const review = here(theOne(followUps, 'CLINICAL_REVIEW').dueAt);
    const last = review.minus({ minutes: 1 });
    expect(review.toISOTime()?.slice(0, 8)).toBe('00:00:00');
    expect(last.weekday).toBeLessThan(6);
    const days = Math.round(last.startOf('day').diff(DateTime.now().setZone(ZONE).startOf('day'), 'days').days);
    expect(days).toBe({ 5: 3, 6: 2 }[DateTime.now().setZone(ZONE).weekday as 5 | 6] ?? 1);
    const plan = theOne(followUps, 'PLAN_REVIEW');
    expect(here(plan.dueAt).diffNow('hours').hours).toBeCloseTo(168, 0);
    expect([plan.assignee, plan.escalatesAt]).toEqual([null, null]);
  });

  it('is, with any safety need, medical staff now and the same day, whatever was consented to', async () => {
    const nurseId = await aClinician(app, { role: 'NURSE' });
    const physicianId = await aClinician(app, { role: 'PHYSICIAN' });
    const id = await aPatient(app, { careTeam: [counselorId, nurseId, physicianId] });
    const { followUps } = await aReturnToUse(counselor, { patientId: id, ...NEED });
    expect(kinds(followUps)).toEqual(['CLINICAL_REVIEW', 'MEDICAL_REVIEW', 'PLAN_REVIEW', 'URGENT_SAFETY_CALL']);
    const [call, review] = [theOne(followUps, 'URGENT_SAFETY_CALL'), theOne(followUps, 'MEDICAL_REVIEW')];
    expect(call.assignee).toEqual({ __typename: 'Clinician', id: physicianId });
    expect(here(call.dueAt).diffNow('minutes').minutes).toBeCloseTo(0, 0);
    expect(review.assignee?.id).toBe(physicianId);
    expect(here(call.escalatesAt ?? '').diffNow('minutes').minutes).toBeCloseTo(30, 0);
    const now = DateTime.now().setZone(ZONE);
    const due = DateTime.max(now.plus({ days: 1 }).startOf('day'), now.plus({ hours: 4 }));
    expect(here(review.dueAt).diff(due, 'minutes').minutes).toBeCloseTo(0, 0);
  });

  it('falls to whoever is on call where no medical staff sits on the team, and never to somebody who is kept out', async () => {
    const onCallId = await aClinician(app, { role: 'NURSE_PRACTITIONER' });
    const onCall = await app.asClinician(onCallId);
    await putOnCall(app, onCallId);
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    expect(theOne(followUps, 'URGENT_SAFETY_CALL').assignee).toEqual({ __typename: 'Clinician', id: onCallId });
    expect(kinds(await followUpsOf(onCall, { mine: true }))).toEqual(['MEDICAL_REVIEW', 'URGENT_SAFETY_CALL']);
    await aRestriction(patient, { patientId, clinicianId: onCallId });
    const second = await aReturnToUse(patient, { patientId, ...NEED });
    expect(theOne(second.followUps, 'URGENT_SAFETY_CALL').assignee?.id).not.toBe(onCallId);
    expect(await followUpsOf(onCall)).toEqual([]);
    await putOnCall(app, null);
  });

  it('is the mentor who walks alongside, where the consent of the person lets them know, and no other', async () => {
    const { mentor, peerMentorId, consentId } = await aLinkedMentor('EMPLOYED', ['PEER_SUPPORT', 'RETURN_TO_USE']);
    await aLinkedMentor('SUPERVISED_VOLUNTEER', ['PEER_SUPPORT']);
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    const outreach = theOne(followUps, 'PEER_OUTREACH');
    expect(outreach.assignee).toEqual({ __typename: 'PeerMentor', id: peerMentorId });
    expect(here(outreach.dueAt).diffNow('hours').hours).toBeCloseTo(24, 0);
    // What is urgent is none of a peer's.
    expect(kinds(await followUpsOf(mentor))).toEqual(['PEER_OUTREACH']);
    await revokeConsent(patient, consentId);
    expect(await followUpsOf(mentor)).toEqual([]);
    expect(kinds((await aReturnToUse(patient, { patientId })).followUps)).toEqual(['CLINICAL_REVIEW', 'PLAN_REVIEW']);
  });

  it('comes sooner by the hours of the program, and never later', async () => {
    const administrator = app.as(Role.ADMINISTRATOR);
    const decide = async (followUpHours: object) => {
      const { viewer } = await administrator.data('{ viewer { organization { version } } }');
      const input = { expectedVersion: viewer.organization.version, followUpHours };
      await administrator.data(
        'mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) { __typename } }',
        { input },
      );
    };
    const hoursOf = async (kind: string) =>
      here(theOne((await aReturnToUse(patient, { patientId, ...NEED })).followUps, kind).dueAt).diffNow('hours').hours;
    await decide({ MEDICAL_REVIEW: 2, CLINICAL_REVIEW: 3, PLAN_REVIEW: 5, ESCALATION: 0.25 });
    expect(await hoursOf('MEDICAL_REVIEW')).toBeCloseTo(2, 1);
    expect(await hoursOf('CLINICAL_REVIEW')).toBeCloseTo(3, 1);
    expect(await hoursOf('PLAN_REVIEW')).toBeCloseTo(5, 1);
    const { escalatesAt } = theOne(
      (await aReturnToUse(patient, { patientId, ...NEED })).followUps,
      'URGENT_SAFETY_CALL',
    );
    expect(here(escalatesAt ?? '').diffNow('minutes').minutes).toBeCloseTo(15, 0);
    await decide({
      MEDICAL_REVIEW: 8000,
      CLINICAL_REVIEW: 8000,
      PLAN_REVIEW: 8000,
      URGENT_SAFETY_CALL: 8000,
      ESCALATION: 8000,
    });
    expect(await hoursOf('MEDICAL_REVIEW')).toBeLessThan(24.1);
    expect(await hoursOf('CLINICAL_REVIEW')).toBeLessThan(97.1);
    expect(await hoursOf('PLAN_REVIEW')).toBeLessThan(168.1);
    expect(await hoursOf('URGENT_SAFETY_CALL')).toBeLessThan(0.1);
    // What nobody has taken on goes to somebody else before withdrawal begins, whatever the program decided.
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    expect(here(theOne(followUps, 'URGENT_SAFETY_CALL').escalatesAt ?? '').diffNow('hours').hours).toBeLessThan(6.1);
    const [patientHours] = await asAdmin(app.databaseUrl, async (admin) => {
      const asked =
        'select extract(epoch from app.follow_up_hours(organization_id, $2)) / 3600 as hours from patient where id = $1';
      return (await admin.query<{ hours: string }>(asked, [uuidOf(patientId), 'URGENT_SAFETY_CALL'])).rows;
    });
    // As what an answer to a questionnaire calls for has them.
    expect(Number(patientHours?.hours)).toBe(1);
    await decide({});
  });
});
