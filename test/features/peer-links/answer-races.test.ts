import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import {
  anActiveLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
  propose,
  SAY,
} from '../../support/factories/peer-links';
import { aMentor } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

/** How often a race is run: each has more than one end. */
const TIMES = Array.from({ length: 20 }, (_, index) => index);

jest.setTimeout(60_000);

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

const aLonePatient = (): Promise<string> => aPatient(app, { careTeam: [clinicianId] });
const typeOf = ({ __typename }: { __typename: string }): string => __typename;

async function statusOf(id: string): Promise<{ status: string; pausedReason: string | null }> {
  return (await ada.data('query ($id: ID!) { peerLink(id: $id) { status pausedReason } }', { id })).peerLink;
}

/** What a mentor's slots say, and how many links hold one. */
const holding = (peerMentorId: string): Promise<{ taken: number; links: number }> =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query(
      `select s.slots_taken as taken, (select count(*)::int from peer_link l where l.peer_mentor_id = s.id
        and l.status in ('ACCEPTED', 'ACTIVE', 'PAUSED')) as links from peer_mentor_standing s where s.id = $1`,
      [uuidOf(peerMentorId)],
    );
    return rows[0];
  });

async function dies(patientId: string): Promise<string> {
  const { patient } = await ada.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId });
  const { dischargePatient } = await ada.data(
    'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
    { input: { patientId, expectedVersion: patient.version, as: 'DECEASED' } },
  );
  return dischargePatient.__typename;
}

it('lets one of two yeses of the patient count', async () => {
  const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app)];
  const patient = await app.asHolder(Role.PATIENT, patientId);
  const { id } = await aPeerLink(ada, { patientId, peerMentorId });
  const both = await Promise.all([answer(patient, id, 'ACCEPT'), answer(ada, id, 'ACCEPT', FOR_PATIENT)]);
  expect(both.map(typeOf).sort()).toEqual(['AnswerPeerLinkPayload', 'TransitionNotAllowed']);
});

it('lets a yes and a no of the two end as one after the other', async () => {
  const peerMentorId = await anEmployedMentor(app, { capacity: 50 });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  for (const _ of TIMES) {
    const { id } = await aPeerLink(ada, { patientId: await aLonePatient(), peerMentorId });
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    const [no, yes] = await Promise.all([
      answer(ada, id, 'DECLINE', FOR_PATIENT),
      mentor.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT' } }),
    ]);
    const wasDeclined = typeOf(no) === 'AnswerPeerLinkPayload';
    expect((await statusOf(id)).status).toBe(wasDeclined ? 'DECLINED' : 'ACCEPTED');
    // To a mentor who was late there is no such link any more.
    expect(refusalOf(yes).code).toBe(wasDeclined ? 'NOT_FOUND' : undefined);
  }
});

it('never gives a mentor more people than they can hold, however many say yes at once', async () => {
  const peerMentorId = await anEmployedMentor(app, { capacity: 2 });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  const links = await Promise.all(
    Array.from({ length: 6 }, async () => aPeerLink(ada, { patientId: await aLonePatient(), peerMentorId })),
  );
  for (const { id } of links) await answer(ada, id, 'ACCEPT', FOR_PATIENT);
  const answers = await Promise.all(links.map(({ id }) => answer(mentor, id, 'ACCEPT')));
  expect(answers.map(typeOf).sort()).toEqual([
    'AnswerPeerLinkPayload',
    'AnswerPeerLinkPayload',
    'PeerUnavailable',
    'PeerUnavailable',
    'PeerUnavailable',
    'PeerUnavailable',
  ]);
  const { peerMentor } = await ada.data('query ($id: ID!) { peerMentor(id: $id) { openSlots } }', { id: peerMentorId });
  expect(peerMentor.openSlots).toBe(0);
});

it('gives three slots to three of fifty who say yes at the same moment, and counts no more', async () => {
  const peerMentorId = await anEmployedMentor(app, { capacity: 3 });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  const ids: string[] = [];
  for (const _ of Array.from({ length: 50 })) {
    const { id } = await aPeerLink(ada, { patientId: await aLonePatient(), peerMentorId });
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    ids.push(id);
  }
  const types = (await Promise.all(ids.map((id) => answer(mentor, id, 'ACCEPT')))).map(typeOf);
  expect(types.filter((type) => type === 'AnswerPeerLinkPayload')).toHaveLength(3);
  expect(types.filter((type) => type === 'PeerUnavailable')).toHaveLength(47);
  expect(await holding(peerMentorId)).toEqual({ taken: 3, links: 3 });
});

it('makes one link of fifty proposals of one mentor to one patient, and takes one slot for fifty yeses', async () => {
  const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app, { capacity: 50 })];
  const fifty = Array.from({ length: 50 });
  const proposals = await Promise.all(fifty.map(() => propose(ada, { patientId, peerMentorId })));
  const made = proposals.flatMap(({ peerLink, __typename }) =>
    __typename === 'ProposePeerLinkPayload' ? [peerLink] : [],
  );
  expect(made).toHaveLength(1);
  expect(proposals.filter(({ __typename }) => __typename === 'AlreadyLinked')).toHaveLength(49);
  const { id } = made[0] ?? { id: '' };
  await answer(ada, id, 'ACCEPT', FOR_PATIENT);
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  const types = (await Promise.all(fifty.map(() => answer(mentor, id, 'ACCEPT')))).map(typeOf);
  expect(types.filter((type) => type === 'AnswerPeerLinkPayload')).toHaveLength(1);
  expect(types.filter((type) => type === 'TransitionNotAllowed')).toHaveLength(49);
  expect(await holding(peerMentorId)).toEqual({ taken: 1, links: 1 });
});

it('lets two patients who share two mentors die at the same moment, and ends all of their links', async () => {
  const [one, other] = [await anEmployedMentor(app), await anEmployedMentor(app)];
  const patients = [await aLonePatient(), await aLonePatient()];
  // Each began with another of the two, so that each would reach them in another order.
  for (const [patientId, mentors] of [
    [patients[0], [one, other]],
    [patients[1], [other, one]],
  ] as const)
    for (const peerMentorId of mentors) await anActiveLink(app, ada, { patientId: patientId ?? '', peerMentorId });
  const deaths = await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    // Each gets as far as its first mentor, and to how many links the patient has, before the other goes on.
    await admin.query('select 1 from patient_peer_support where id = any($1) for update', [patients.map(uuidOf)]);
    const both = patients.map((patientId) => dies(patientId));
    await sleep(1000);
    await admin.query('commit');
    return Promise.all(both);
  });
  expect(deaths).toEqual(['DischargePatientPayload', 'DischargePatientPayload']);
  for (const peerMentorId of [one, other]) expect(await holding(peerMentorId)).toEqual({ taken: 0, links: 0 });
});

it("lets a mentor's yes either come before a revocation, and the link rest, or find no link", async () => {
  const peerMentorId = await aMentor(app, { capacity: 50 });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  for (const time of TIMES) {
    const patientId = await aLonePatient();
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    const { id } = await aPeerLink(ada, { patientId, peerMentorId });
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    const [yes] = await Promise.all([
      mentor.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT' } }),
      sleep(time).then(() => revokeConsent(ada, consentId)),
    ]);
    const after = await statusOf(id);
    expect([
      { status: 'PAUSED', pausedReason: 'CONSENT_REVOKED' },
      { status: 'PROPOSED', pausedReason: null },
    ]).toContainEqual(after);
    const { code } = refusalOf(yes);
    if (after.status === 'PROPOSED') expect(code).toBe('NOT_FOUND');
    else expect([undefined, 'CONFLICT']).toContain(code);
    expect(await peopleOf(mentor)).toEqual([]);
  }
});

it("lets a mentor's no either come before a revocation or find no link, and shows nobody after it", async () => {
  const peerMentorId = await aMentor(app, { capacity: 50 });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  const whom = `mutation ($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) {
    ... on AnswerPeerLinkPayload { peerLink { status patient { id } } } } }`;
  for (const time of TIMES) {
    const patientId = await aLonePatient();
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    const { id } = await aPeerLink(ada, { patientId, peerMentorId });
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    const [no] = await Promise.all([
      mentor.send(whom, { input: { peerLinkId: id, answer: 'DECLINE' } }),
      sleep(time / 2).then(() => revokeConsent(ada, consentId)),
    ]);
    const wasDeclined = (await statusOf(id)).status === 'DECLINED';
    const { code } = refusalOf(no);
    // A consent that ends before what it showed is written down lets no answer leave.
    if (wasDeclined) expect([undefined, 'CONFLICT']).toContain(code);
    else expect(code).toBe('NOT_FOUND');
    if (code === undefined)
      expect(no.data.answerPeerLink.peerLink).toEqual({ status: 'DECLINED', patient: { id: patientId } });
    else expect(no.text).not.toContain(patientId);
  }
});

it('lets a link that is resumed rest again when its consent is revoked at that moment, or not be resumed', async () => {
  const peerMentorId = await aMentor(app, { capacity: 50 });
  for (const _ of TIMES) {
    const patientId = await aLonePatient();
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
    await move(ada, id, version, 'PAUSED');
    const [resumed] = await Promise.all([move(ada, id, version + 1, 'ACTIVE'), revokeConsent(ada, consentId)]);
    expect(['MovePeerLinkPayload', 'ConsentRequired', 'VersionConflict']).toContain(typeOf(resumed));
    expect(await statusOf(id)).toEqual({ status: 'PAUSED', pausedReason: 'CONSENT_REVOKED' });
  }
});

it('leaves nothing open when both consents of a link are revoked at the same moment', async () => {
  const peerMentorId = await aMentor(app, { capacity: 50 });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  for (const _ of TIMES) {
    const patientId = await aLonePatient();
    const consents = [
      await aSharingConsent(app, { patientId, peerMentorId }),
      await aSharingConsent(app, { patientId, peerMentorId, categories: ['PEER_SUPPORT', 'CONTACT'] }),
    ];
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    expect(await peopleOf(mentor)).toEqual([patientId]);
    await Promise.all(consents.map((consentId) => revokeConsent(ada, consentId)));
    expect(await peopleOf(mentor)).toEqual([]);
    expect(await statusOf(id)).toEqual({ status: 'PAUSED', pausedReason: 'CONSENT_REVOKED' });
  }
});

async function peopleOf(mentor: Caller): Promise<string[]> {
  const { patients } = await mentor.data('{ patients { nodes { id } } }');
  return patients.nodes.map(({ id }: { id: string }) => id);
}
