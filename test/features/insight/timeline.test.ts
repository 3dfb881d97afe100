import { DateTime } from 'luxon';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { anAssessment } from '../../support/factories/assessments';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aMatActivity,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import { aContact } from '../../support/factories/peer-contacts';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import { aMentor } from '../../support/factories/peers';
import { aCheckIn, aMilestone, markInError } from '../../support/factories/recovery';
import { aRestriction } from '../../support/factories/restrictions';
import { aReturnToUse } from '../../support/factories/returns-to-use';
import { uuidOf } from '../../support/uuid-of';

const TIMELINE = `query ($id: ID!, $kinds: [TimelineKind!], $first: Int, $after: String, $last: Int, $before: String) {
  patient(id: $id) { timeline(kinds: $kinds, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { kind at title subject { __typename ... on Node { id } } } pageInfo { endCursor hasNextPage } } } }`;
const DAY = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

interface Entry {
  readonly kind: string;
  readonly at: string;
  readonly title: string;
  readonly subject: { readonly __typename: string; readonly id: string };
}

describe('the timeline', () => {
  let app: TestApp;
  let team: CareTeam;
  let patient: Caller;
  beforeAll(async () => {
    app = await startTestApp({ NODE_ENV: 'development' });
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
    patient = await app.asHolder(Role.PATIENT, team.patientId);
  });
  afterAll(() => app.stop());

  const timelineOf = async (by: Caller, variables: object = {}) =>
    (await by.data(TIMELINE, { id: team.patientId, ...variables })).patient.timeline;
  /** The whole of it in pages, with something between them. */
  const pageByPage = async (by: Caller, variables: object, between = async (): Promise<unknown> => undefined) => {
    const seen: Entry[] = [];
    let after: string | undefined;
    do {
      const { nodes, pageInfo } = await timelineOf(by, { ...variables, ...(after ? { after } : {}) });
      seen.push(...nodes);
      await between();
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after);
    return seen;
  };
  const kindsSeenBy = async (by: Caller): Promise<string[]> => {
    const nodes: Entry[] = (await timelineOf(by)).nodes;
    return [...new Set(nodes.map(({ kind }) => kind))].sort();
  };
  /** Something of everything. */
  const everything = async () => {
    const carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
    const cbt = await aCbtActivity(team.clinician, carePlanId);
    const mat = await aMatActivity(team.clinician, carePlanId);
    const sessionId = await aSession(team.clinician, cbt, { occurredAt: daysAgo(3) });
    const medicationSessionId = await aSession(team.clinician, mat, { occurredAt: daysAgo(4) });
    const peerMentorId = await anEmployedMentor(app);
    const link = await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
    const contact = await aContact(patient, link.id);
    const checkInId = await aCheckIn(patient, team.patientId);
    const milestoneId = await aMilestone(patient, team.patientId, {
      kind: 'FIRST_MEETING',
      title: 'The first meeting',
    });
    const shared = await aReturnToUse(patient, { patientId: team.patientId });
    const assessmentId = await anAssessment(team.clinician, team.patientId);
    return {
      carePlanId,
      cbt,
      mat,
      sessionId,
      medicationSessionId,
      peerMentorId,
      link,
      contact,
      checkInId,
      milestoneId,
      shared,
      assessmentId,
    };
  };

  it('is empty where nothing has happened', async () => {
    expect(await timelineOf(team.clinician)).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('tells what happened, the latest first, each with its subject', async () => {
    const made = await everything();
    const { nodes, totalCount }: { nodes: Entry[]; totalCount: number } = await timelineOf(team.clinician);
    expect(totalCount).toBe(nodes.length);
    expect(nodes.map(({ at }) => at)).toEqual([...nodes.map(({ at }) => at)].sort().reverse());
    const told = nodes.map(({ kind, title, subject }) => `${kind}: ${title} (${subject.__typename})`);
    expect(told.sort()).toEqual([
      'ASSESSMENT: Filled in an assessment (Assessment)',
      'CARE_PLAN: A care plan was drafted (CarePlan)',
      'CARE_PLAN: Something new became part of the plan (CbtActivity)',
      'CARE_PLAN: Something new became part of the plan (MatActivity)',
      'CARE_PLAN: The care plan began (CarePlan)',
      'CHECK_IN: Checked in (CheckIn)',
      'MILESTONE: Reached a milestone (Milestone)',
      'PEER_CONTACT: Talked on the phone (PeerContact)',
      'PEER_LINK: A peer was suggested (PeerLink)',
      'PEER_LINK: Agreed to walk alongside (PeerLink)',
      'PEER_LINK: Walking alongside (PeerLink)',
      'RETURN_TO_USE: Shared a return to use (ReturnToUse)',
      'SESSION: Came to a session (Session)',
      'SESSION: Came to a session (Session)',
    ]);
    const idOf = (typename: string) => nodes.find(({ subject }) => subject.__typename === typename)?.subject.id;
    expect(idOf('ReturnToUse')).toBe(made.shared.id);
    expect(idOf('Milestone')).toBe(made.milestoneId);
    expect(idOf('PeerContact')).toBe(made.contact.id);
  });

  it('takes only the kinds that are asked for', async () => {
    await everything();
    const { nodes } = await timelineOf(patient, { kinds: ['SESSION', 'CHECK_IN'] });
    expect(nodes.map(({ kind }: Entry) => kind).sort()).toEqual(['CHECK_IN', 'SESSION', 'SESSION']);
  });

  it('pages without losing or repeating an entry, whatever happens meanwhile', async () => {
    await everything();
    const whole: Entry[] = (await timelineOf(team.clinician)).nodes;
    const happens = () => aCheckIn(patient, team.patientId);
    expect(await pageByPage(team.clinician, { first: 3 }, happens)).toEqual(whole);
  });

  it('shows what happened within one transaction in the order in which it did', async () => {
    const { id } = await aReturnToUse(patient, { patientId: team.patientId });
    const STEPS = ['ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED'];
    await asAdmin(app.databaseUrl, async (admin) => {
      await admin.query('begin');
      for (const status of STEPS)
        await admin.query('update return_to_use set status = $2 where id = $1', [uuidOf(id), status]);
      await admin.query('commit');
    });
    const { nodes }: { nodes: Entry[] } = await timelineOf(patient, { kinds: ['RETURN_TO_USE'] });
    expect(nodes.map(({ title }) => title).reverse()).toEqual([
      'Shared a return to use',
      'A return to use was acknowledged',
      'Support after a return to use is under way',
      'The plan was looked at after a return to use',
      'Back on the way after a return to use',
    ]);
  });

  it('shows what came of something after it', async () => {
    const peerMentorId = await aMentor(app);
    const consentId = await aSharingConsent(app, { patientId: team.patientId, peerMentorId });
    await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
    await revokeConsent(patient, consentId);
    const { nodes }: { nodes: Entry[] } = await timelineOf(patient);
    expect(nodes.slice(0, 2).map(({ title }) => title)).toEqual([
      'Taking a break from walking alongside',
      'Took a consent back',
    ]);
  });

  it('pages through what is known to be of one instant, each once', async () => {
    const carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
    const cbt = await aCbtActivity(team.clinician, carePlanId);
    const occurredAt = daysAgo(3);
    for (let count = 0; count < 7; count += 1) await aSession(team.clinician, cbt, { occurredAt });
    const kinds = ['SESSION'];
    const whole: Entry[] = (await timelineOf(patient, { kinds })).nodes;
    expect(new Set(whole.map(({ at }) => at)).size).toBe(1);
    expect(await pageByPage(patient, { kinds, first: 2 })).toEqual(whole);
    expect(new Set(whole.map(({ subject }) => subject.id)).size).toBe(7);
  });

  it('has no entry for what is withheld, and no count of it', async () => {
    await everything();
    const { totalCount } = await timelineOf(team.clinician);
    await aRestriction(patient, {
      patientId: team.patientId,
      clinicianId: team.clinicianId,
      categories: ['RETURN_TO_USE', 'MEDICATION', 'ASSESSMENT'],
    });
    const after = await timelineOf(team.clinician);
    // A return to use, a medication with its session, an assessment.
    expect(after.totalCount).toBe(totalCount - 4);
    expect(await kindsSeenBy(team.clinician)).toEqual([
      'CARE_PLAN',
      'CHECK_IN',
      'MILESTONE',
      'PEER_CONTACT',
      'PEER_LINK',
      'SESSION',
    ]);
    expect(await kindsSeenBy(patient)).toEqual([
      'ASSESSMENT',
      'CARE_PLAN',
      'CHECK_IN',
      'MILESTONE',
      'PEER_CONTACT',
      'PEER_LINK',
      'RETURN_TO_USE',
      'SESSION',
    ]);
  });

  it('shows a mentor their own link and what recovery they may see, and nothing of another mentor', async () => {
    const { peerMentorId, link } = await everything();
    const other = await anEmployedMentor(app);
    const theirs = await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId: other });
    const { nodes }: { nodes: Entry[] } = await timelineOf(await app.asHolder(Role.PEER_MENTOR, peerMentorId));
    const links = nodes.filter(({ kind }) => kind === 'PEER_LINK').map(({ subject }) => subject.id);
    expect(new Set(links)).toEqual(new Set([link.id]));
    expect(links).not.toContain(theirs.id);
    expect([...new Set(nodes.map(({ kind }) => kind))].sort()).toEqual([
      'CHECK_IN',
      'MILESTONE',
      'PEER_CONTACT',
      'PEER_LINK',
    ]);
  });

  it('forgets what was entered in error', async () => {
    const { sessionId, checkInId } = await everything();
    const { totalCount } = await timelineOf(team.clinician);
    await markInError(team.clinician, sessionId);
    await markInError(patient, checkInId);
    expect((await timelineOf(team.clinician)).totalCount).toBe(totalCount - 2);
  });

  it('moves the day of a milestone with a patient who lives elsewhere from now on', async () => {
    await aMilestone(patient, team.patientId, { kind: 'FIRST_MEETING', title: 'The first meeting' });
    const hourThere = async (timeZone: string) => {
      const [milestone]: Entry[] = (await timelineOf(patient, { kinds: ['MILESTONE'] })).nodes;
      return DateTime.fromISO(milestone?.at ?? '', { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
    };
    const { patient: was } = await patient.data('query ($id: ID!) { patient(id: $id) { version timeZone } }', {
      id: team.patientId,
    });
    const day = await hourThere(was.timeZone);
    expect(day).toMatch(/ 00:00$/);
    await patient.data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
      input: { patientId: team.patientId, expectedVersion: was.version, timeZone: 'Asia/Tokyo' },
    });
    expect(await hourThere('Asia/Tokyo')).toBe(day);
  });

  it('says of a plan and of a part of it which of them it is', async () => {
    const carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ON_HOLD' });
    const mat = await aMatActivity(
      team.clinician,
      await aCarePlan(app, { by: team.clinician, patientId: team.patientId }),
    );
    for (const [expectedVersion, to] of ['IN_PROGRESS', 'ON_HOLD'].entries())
      await team.clinician.data(
        'mutation ($input: MoveActivityInput!) { moveActivity(input: $input) { __typename } }',
        { input: { activityId: mat, expectedVersion: expectedVersion + 1, to } },
      );
    const { nodes }: { nodes: Entry[] } = await timelineOf(patient);
    const titlesOf = (id: string) => nodes.filter(({ subject }) => subject.id === id).map(({ title }) => title);
    expect(titlesOf(carePlanId)[0]).toBe('The care plan was put on hold');
    expect(titlesOf(mat).slice(0, 2)).toEqual(['A part of the plan was put on hold', 'A part of the plan began']);
  });

  it('tells of consents to those who may know of them', async () => {
    await everything();
    await patient.data('mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { __typename } }', {
      input: {
        patientId: team.patientId,
        scope: 'NAMED_DISCLOSURE',
        discloser: 'Harbor Recovery',
        recipient: { externalName: 'Dr. Away' },
        categories: ['CARE_PLAN'],
        purpose: 'TREATMENT',
        expiryEvent: 'When the visit is over.',
        signedAt: daysAgo(0),
        signedBy: 'SELF',
        signatureMethod: 'ELECTRONIC',
        acknowledgesRightToRevoke: true,
        acknowledgesRedisclosure: true,
        acknowledgesConsequencesOfRefusal: true,
      },
    });
    expect((await timelineOf(patient, { kinds: ['CONSENT'] })).nodes).toMatchObject([
      { title: 'Gave a consent', subject: { __typename: 'Consent' } },
    ]);
    const system = await app.asClient(Role.EHR_SYSTEM, ['system/CarePlan.rs', 'system/Patient.rs']);
    expect(await kindsSeenBy(system)).toEqual(['CARE_PLAN', 'SESSION']);
  });

  it('is one statement, however much of it is asked for', async () => {
    await everything();
    const { headers } = await team.clinician.send(TIMELINE, { id: team.patientId });
    expect(headers['x-plan']).toBe('1 statement, 1 round trip');
  });

  it('is nothing for a stranger, as if there were no such patient', async () => {
    await everything();
    const stranger = (await aCareTeam(app)).clinician;
    expect((await stranger.data(TIMELINE, { id: team.patientId })).patient).toBeNull();
  });
});
