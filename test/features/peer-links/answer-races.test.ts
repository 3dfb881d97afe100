import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import {
  anActiveLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
  SAY,
} from '../../support/factories/peer-links';
import { aMentor } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';

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
