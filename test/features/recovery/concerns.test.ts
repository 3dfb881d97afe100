import { Role } from '../../../src/access/role';
import { escalateDueFollowUps } from '../../../src/features/recovery';
import { toGlobalId } from '../../../src/platform/graphql/ids';
import { differences } from '../../access/properties/recomputation';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aClient, aConsent } from '../../support/factories/consents';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import { aSupervisedMentor, aSupervisor } from '../../support/factories/peer-contacts';
import {
  anActiveLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
} from '../../support/factories/peer-links';
import { aMentor } from '../../support/factories/peers';
import { aRestriction } from '../../support/factories/restrictions';
import { letEscalate, putOnCall } from '../../support/factories/returns-to-use';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const RAISE = 'mutation ($input: RaiseConcernInput!) { raiseConcern(input: $input) { peerLink { id status } } }';
const FOLLOW_UP = 'query ($id: ID!) { node(id: $id) { id ... on FollowUp { kind concern patient { id } } } }';
const SEEN = 'query ($id: ID!) { patient(id: $id) { identity { fullName } carePlans { totalCount } } }';
const DRAFT = 'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id } } }';
const CONNECT = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }';
const SENTENCE = 'Rob said that he would rather not wake up tomorrow.';

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

const raise = (by: Caller, peerLinkId: string, input: object = {}) =>
  by.send(RAISE, { input: { peerLinkId, sentence: SENTENCE, urgent: false, ...input } });

interface Opened {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly is_urgent: boolean;
  readonly escalates: boolean;
  readonly assignee_clinician_id: string | null;
}

/** The follow-ups that were opened for a patient. */
const openedFor = (patientId: string): Promise<Opened[]> =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query<Opened>(
      'select id, kind, category, is_urgent, escalates_at is not null as escalates, assignee_clinician_id from follow_up where patient_id = $1',
      [uuidOf(patientId)],
    );
    return rows;
  });

/** A mentor with a supervisor, and whom they walk alongside. */
async function aPair() {
  const { supervisorId, supervisor } = await aSupervisor(app);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const peerMentorId = await aSupervisedMentor(app, supervisorId);
  const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  return { id, version, patientId, peerMentorId, mentor, supervisorId, supervisor };
}

it("opens a follow-up for the mentor's supervisor, who reads what was said, as does the care team", async () => {
  const { id, patientId, mentor, supervisorId, supervisor } = await aPair();
  expect((await raise(mentor, id)).data).toEqual({ raiseConcern: { peerLink: { id, status: 'ACTIVE' } } });
  const [opened, ...others] = await openedFor(patientId);
  expect(others).toEqual([]);
  expect(opened).toMatchObject({
    kind: 'CONCERN',
    category: 'PEER_SUPPORT',
    is_urgent: false,
    escalates: false,
    assignee_clinician_id: uuidOf(supervisorId),
  });
  const followUpId = toGlobalId('follow_up', opened?.id ?? '');
  for (const reader of [supervisor, ada, app.as(Role.PROGRAM_DIRECTOR)])
    expect((await reader.data(FOLLOW_UP, { id: followUpId })).node).toEqual({
      id: followUpId,
      kind: 'CONCERN',
      concern: SENTENCE,
      patient: { id: patientId },
    });
});

it('is for the staff: to the patient, the mentor, an app and another system there is no such follow-up', async () => {
  const { id, patientId, mentor } = await aPair();
  await raise(mentor, id);
  const [opened] = await openedFor(patientId);
  const client = await aClient(app, { scopes: ['system/Patient.rs', 'system/PeerSupport.rs'] });
  await aConsent(ada, { patientId, recipient: { partnerAppId: client.id }, categories: ['PEER_SUPPORT'] });
  const system = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/PeerSupport.rs']);
  for (const reader of [await app.asHolder(Role.PATIENT, patientId), mentor, client.caller, system])
    expect(await reader.data(FOLLOW_UP, { id: toGlobalId('follow_up', opened?.id ?? '') })).toEqual({ node: null });
});

it('is urgent when the mentor says so, and then has an hour from which on it goes on', async () => {
  const { id, patientId, mentor } = await aPair();
  await raise(mentor, id, { urgent: true });
  expect(await openedFor(patientId)).toMatchObject([{ is_urgent: true, escalates: true }]);
});

it('opens no more of the record to the supervisor by being urgent; to whom it escalates, what answering it takes', async () => {
  const { id, patientId, mentor, supervisorId, supervisor } = await aPair();
  const seen = async (by: Caller) =>
    (await by.data(SEEN, { id: patientId })).patient as { identity: object | null; carePlans: { totalCount: number } };
  await ada.data(DRAFT, { input: { patientId, title: 'One day at a time', startsOn: '2026-01-05' } });
  await raise(mentor, id, { urgent: true });
  const [opened] = await openedFor(patientId);
  expect(opened?.assignee_clinician_id).toBe(uuidOf(supervisorId));
  expect(await seen(supervisor)).toEqual({ identity: null, carePlans: { totalCount: 0 } });
  expect(await asAdmin(app.databaseUrl, differences)).toEqual([]);

  const onCallId = await aClinician(app);
  await putOnCall(app, onCallId);
  await letEscalate(app, { id: toGlobalId('follow_up', opened?.id ?? '') });
  await escalateDueFollowUps(app.api.services.dataSource);
  expect(await seen(await app.asClinician(onCallId))).toMatchObject({ carePlans: { totalCount: 1 } });
  expect(await asAdmin(app.databaseUrl, differences)).toEqual([]);
  await putOnCall(app, null);
});

it('is not for the supervisor whom it is about', async () => {
  const { id, patientId, mentor, supervisorId } = await aPair();
  const { subject } = await app.asHolder(Role.PATIENT, patientId);
  await app.as(Role.ADMINISTRATOR).data(CONNECT, {
    input: { issuer: app.issuer.issuer, subject, holderId: supervisorId },
  });
  await raise(mentor, id);
  expect(await openedFor(patientId)).toMatchObject([{ assignee_clinician_id: null }]);
});

it('is for nobody in particular where no supervisor can see it', async () => {
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const alone = await anEmployedMentor(app);
  const { id } = await anActiveLink(app, ada, { patientId, peerMentorId: alone });
  await raise(await app.asHolder(Role.PEER_MENTOR, alone), id);
  expect(await openedFor(patientId)).toMatchObject([{ assignee_clinician_id: null }]);

  const kept = await aPair();
  await aRestriction(await app.asHolder(Role.PATIENT, kept.patientId), {
    patientId: kept.patientId,
    clinicianId: kept.supervisorId,
    categories: ['PEER_SUPPORT'],
  });
  await raise(kept.mentor, kept.id);
  expect(await openedFor(kept.patientId)).toMatchObject([{ assignee_clinician_id: null }]);
});

it('can be raised from the yes of the patient on, and of no link that is over', async () => {
  const { patientId, peerMentorId, mentor, id, version } = await aPair();
  await move(ada, id, version, 'ENDED');
  expect(refusalOf(await raise(mentor, id)).code).toBe('NOT_FOUND');
  const again = await aPeerLink(ada, { patientId, peerMentorId });
  expect(refusalOf(await raise(mentor, again.id)).code).toBe('NOT_FOUND');
  await answer(ada, again.id, 'ACCEPT', FOR_PATIENT);
  expect(refusalOf(await raise(mentor, again.id)).code).toBeUndefined();
  // The former link is in sight again, and over.
  expect(refusalOf(await raise(mentor, id))).toEqual(badInputAt('input.peerLinkId'));
  expect(await openedFor(patientId)).toHaveLength(1);
});

it('goes into the account of a mentor from outside, who without a consent finds no link', async () => {
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const peerMentorId = await aMentor(app);
  const consentId = await aSharingConsent(app, { patientId, peerMentorId });
  const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  expect(JSON.parse((await raise(mentor, id)).text).extensions.part2.disclosureIds).toHaveLength(1);
  await revokeConsent(ada, consentId);
  const dark = await raise(mentor, id);
  expect(refusalOf(dark).code).toBe('NOT_FOUND');
  expect((await raise(mentor, 'peer_link_0198c0ffee00700080000000000000aa')).text).toBe(dark.text);
});

it('is one follow-up for each concern, though several are raised at once', async () => {
  const { id, patientId, mentor } = await aPair();
  await Promise.all([1, 2, 3].map(() => raise(mentor, id)));
  expect(await openedFor(patientId)).toHaveLength(3);
});

it.each([
  ['a sentence that says nothing', { sentence: '  ' }],
  ['one that is too long', { sentence: 'a'.repeat(2001) }],
])('refuses %s', async (_case, input) => {
  const { id, mentor } = await aPair();
  expect(refusalOf(await raise(mentor, id, input))).toEqual(badInputAt('input.sentence'));
});

it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.PATIENT])(
  'is closed to %s',
  async (role) => {
    const told = await raise(app.as(role), 'peer_link_0198c0ffee00700080000000000000aa');
    expect(refusalOf(told).code).toBe('FORBIDDEN');
  },
);

it('leaves an audit line, without what was said', async () => {
  const { id, patientId, mentor } = await aPair();
  await raise(mentor, id);
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      "select row_to_json(a)::text as line from audit_event a where kind = 'peer-concern.raised' and patient_id = $1",
      [uuidOf(patientId)],
    ),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].line).not.toContain('wake up');
});
