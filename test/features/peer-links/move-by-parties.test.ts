import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import {
  anAcceptedLink,
  anActiveLink,
  anEmployedMentor,
  aPeerLink,
  type Move,
  move,
} from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';

const WHY = 'query ($id: ID!) { peerLink(id: $id) { status pausedReason endReason } }';
const SEND =
  'mutation ($input: MovePeerLinkInput!) { movePeerLink(input: $input) { __typename ... on MovePeerLinkPayload { peerLink { status patient { id } } } } }';

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

interface Linked {
  readonly id: string;
  readonly version: number;
  readonly patientId: string;
  readonly patient: Caller;
  readonly mentor: Caller;
}

/** An active link, and its two parties. */
async function aPair(peerMentorId?: string): Promise<Linked> {
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const mentorId = peerMentorId ?? (await anEmployedMentor(app));
  const link = await anActiveLink(app, ada, { patientId, peerMentorId: mentorId });
  const [patient, mentor] = [
    await app.asHolder(Role.PATIENT, patientId),
    await app.asHolder(Role.PEER_MENTOR, mentorId),
  ];
  return { id: link.id, version: link.version, patientId, patient, mentor };
}

const why = async (id: string) => (await ada.data(WHY, { id })).peerLink;
const send = (by: Caller, peerLinkId: string, expectedVersion: number, to: string) =>
  by.send(SEND, { input: { peerLinkId, expectedVersion, to } });
const typeOf = ({ __typename }: Move): string => __typename;

it.each(['patient', 'mentor'] as const)('lets the %s begin what was agreed to', async (party) => {
  const [patientId, peerMentorId] = [await aPatient(app, { careTeam: [clinicianId] }), await anEmployedMentor(app)];
  const { id, version } = await anAcceptedLink(app, ada, { patientId, peerMentorId });
  const by = party === 'patient' ? app.asHolder(Role.PATIENT, patientId) : app.asHolder(Role.PEER_MENTOR, peerMentorId);
  expect((await move(await by, id, version, 'ACTIVE')).peerLink).toMatchObject({
    status: 'ACTIVE',
    startedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
});

it('lets what the patient paused go on by the patient or on their word, and not by the mentor', async () => {
  const { id, version, patient, mentor } = await aPair();
  expect((await move(patient, id, version, 'PAUSED')).peerLink?.pausedReason).toBe('PATIENT_CHOICE');
  expect(await move(mentor, id, version + 1, 'ACTIVE')).toMatchObject({
    __typename: 'TransitionNotAllowed',
    from: 'PAUSED',
    to: 'ACTIVE',
    allowed: ['ENDED'],
  });
  expect((await move(ada, id, version + 1, 'ACTIVE')).peerLink?.status).toBe('ACTIVE');
  await move(patient, id, version + 2, 'PAUSED');
  expect((await move(patient, id, version + 3, 'ACTIVE')).peerLink).toMatchObject({
    status: 'ACTIVE',
    pausedReason: null,
  });
});

it('lets what the mentor paused go on by the mentor alone: nobody speaks for a mentor', async () => {
  const { id, version, patient, mentor } = await aPair();
  // A mentor reads no reasons, not even their own.
  expect((await move(mentor, id, version, 'PAUSED')).peerLink).toMatchObject({ status: 'PAUSED', pausedReason: null });
  expect(await why(id)).toMatchObject({ pausedReason: 'MENTOR_CHOICE' });
  for (const other of [patient, ada])
    expect(await move(other, id, version + 1, 'ACTIVE')).toMatchObject({
      __typename: 'TransitionNotAllowed',
      allowed: ['ENDED'],
    });
  expect((await move(mentor, id, version + 1, 'ACTIVE')).peerLink?.status).toBe('ACTIVE');
  expect(await why(id)).toEqual({ status: 'ACTIVE', pausedReason: null, endReason: null });
});

it('lets what the care team paused go on by the care team', async () => {
  const { id, version, patient, mentor } = await aPair();
  expect((await move(ada, id, version, 'PAUSED')).peerLink?.pausedReason).toBe('CARE_TEAM');
  for (const other of [patient, mentor])
    expect(typeOf(await move(other, id, version + 1, 'ACTIVE'))).toBe('TransitionNotAllowed');
  expect(typeOf(await move(ada, id, version + 1, 'ACTIVE'))).toBe('MovePeerLinkPayload');
});

it.each(['ACCEPTED', 'ACTIVE', 'PAUSED'])(
  'lets the patient end a link that is %s, without a reason',
  async (status) => {
    const [patientId, peerMentorId] = [await aPatient(app, { careTeam: [clinicianId] }), await anEmployedMentor(app)];
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const link = { patientId, peerMentorId };
    let { id, version } =
      status === 'ACCEPTED' ? await anAcceptedLink(app, ada, link) : await anActiveLink(app, ada, link);
    if (status === 'PAUSED') version = (await move(ada, id, version, 'PAUSED')).peerLink?.version ?? 0;
    expect((await move(patient, id, version, 'ENDED')).peerLink).toMatchObject({ status: 'ENDED', endReason: null });
  },
);

it('lets a mentor step back from a link: it is shown for the last time, and why is kept from the mentor', async () => {
  const { id, version, patientId, patient, mentor } = await aPair();
  await move(patient, id, version, 'PAUSED');
  const ended = await mentor.data(
    `mutation ($input: MovePeerLinkInput!) { movePeerLink(input: $input) {
      ... on MovePeerLinkPayload { peerLink { status version endReason patient { id timeZone } } } } }`,
    { input: { peerLinkId: id, expectedVersion: version + 1, to: 'ENDED', reason: 'A new job.' } },
  );
  expect(ended.movePeerLink.peerLink).toEqual({
    status: 'ENDED',
    version: version + 2,
    endReason: null,
    patient: { id: patientId, timeZone: expect.any(String) },
  });
  expect(await mentor.data('query ($id: ID!) { peerLink(id: $id) { id } patients { nodes { id } } }', { id })).toEqual({
    peerLink: null,
    patients: { nodes: [] },
  });
  for (const reader of [patient, ada])
    expect((await reader.data(WHY, { id })).peerLink).toEqual({
      status: 'ENDED',
      pausedReason: null,
      endReason: 'A new job.',
    });
  expect(refusalOf(await send(mentor, id, version + 2, 'ACTIVE')).code).toBe('NOT_FOUND');
});

it('lets a patient decline a proposal by answering, and withdraw none that somebody else made', async () => {
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const { id, version } = await aPeerLink(ada, { patientId, peerGroupId: await aPeerGroup(app) });
  const patient = await app.asHolder(Role.PATIENT, patientId);
  expect(await move(patient, id, version, 'WITHDRAWN')).toMatchObject({
    __typename: 'TransitionNotAllowed',
    allowed: [],
  });
});

it('needs a live consent to go on with a mentor from outside, whoever paused it; to the mentor there is no link without', async () => {
  const peerMentorId = await aMentor(app);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const [patient, mentor] = [
    await app.asHolder(Role.PATIENT, patientId),
    await app.asHolder(Role.PEER_MENTOR, peerMentorId),
  ];
  const consentId = await aSharingConsent(app, { patientId, peerMentorId });
  const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
  await move(mentor, id, version, 'PAUSED');
  await revokeConsent(patient, consentId);
  expect(await why(id)).toMatchObject({ pausedReason: 'CONSENT_REVOKED' });
  expect(typeOf(await move(patient, id, version + 2, 'ACTIVE'))).toBe('ConsentRequired');
  expect(refusalOf(await send(mentor, id, version + 2, 'ACTIVE')).code).toBe('NOT_FOUND');
  await aSharingConsent(app, { patientId, peerMentorId });
  expect((await move(patient, id, version + 2, 'ACTIVE')).peerLink?.status).toBe('ACTIVE');
});

it('goes into the account of what a mentor from outside was told, also where the step was refused', async () => {
  const peerMentorId = await aMentor(app);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  await aSharingConsent(app, { patientId, peerMentorId });
  const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
  const told = async (expectedVersion: number, to: string): Promise<string[]> => {
    const answer = await mentor.send(
      'mutation Step ($input: MovePeerLinkInput!) { movePeerLink(input: $input) { __typename } }',
      {
        input: { peerLinkId: id, expectedVersion, to },
      },
    );
    const { disclosureIds } = JSON.parse(answer.text).extensions.part2;
    return [answer.data.movePeerLink.__typename, disclosureIds.length];
  };
  expect(await told(version, 'WITHDRAWN')).toEqual(['TransitionNotAllowed', 1]);
  expect(await told(version + 7, 'PAUSED')).toEqual(['VersionConflict', 1]);
  expect(await told(version, 'ENDED')).toEqual(['MovePeerLinkPayload', 1]);
});

describe('who may not', () => {
  it('is whoever looks past the care team: in an emergency, or as the supervisor of the mentor', async () => {
    const supervisorId = await aClinician(app, { role: 'PEER_SUPERVISOR' });
    const { id, version, patientId } = await aPair(await anEmployedMentor(app, { supervisorId }));
    const eve = await app.asClinician(await aClinician(app));
    await eve.data('mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { __typename } }', {
      input: { patientId, reason: 'Found in distress at the door.' },
    });
    for (const other of [eve, await app.asClinician(supervisorId)])
      expect(refusalOf(await send(other, id, version, 'PAUSED')).code).toBe('FORBIDDEN');
    expect(await why(id)).toMatchObject({ status: 'ACTIVE' });
  });

  it('is another patient and another mentor, to whom there is no such link', async () => {
    const { id, version } = await aPair();
    const others = [
      await app.asHolder(Role.PATIENT, await aPatient(app)),
      await app.asHolder(Role.PEER_MENTOR, await anEmployedMentor(app)),
      app.as(Role.PATIENT),
      app.as(Role.PEER_MENTOR),
    ];
    for (const other of others) expect(refusalOf(await send(other, id, version, 'ENDED')).code).toBe('NOT_FOUND');
    const absent = await send(others[0] as Caller, 'peer_link_0198c0ffee00700080000000000000aa', version, 'ENDED');
    expect(absent.text).toBe((await send(others[0] as Caller, id, version, 'ENDED')).text);
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER])('is %s', async (role) => {
    const answer = await send(app.as(role), 'peer_link_0198c0ffee00700080000000000000aa', 1, 'ENDED');
    expect(refusalOf(answer).code).toBe('FORBIDDEN');
  });
});

describe('at the same moment', () => {
  const TIMES = Array.from({ length: 12 }, (_, index) => index);

  it('one of two pauses counts, and its reason is kept', async () => {
    const peerMentorId = await anEmployedMentor(app, { capacity: 50 });
    for (const _ of TIMES) {
      const { id, version, patient, mentor } = await aPair(peerMentorId);
      const [byPatient, byMentor] = await Promise.all([
        move(patient, id, version, 'PAUSED'),
        move(mentor, id, version, 'PAUSED'),
      ]);
      expect([typeOf(byPatient), typeOf(byMentor)].sort()).toEqual(['MovePeerLinkPayload', 'VersionConflict']);
      const isPatients = typeOf(byPatient) === 'MovePeerLinkPayload';
      expect([byPatient, byMentor].map(({ currentVersion }) => currentVersion)).toContain(version + 1);
      expect(await why(id)).toMatchObject({ pausedReason: isPatients ? 'PATIENT_CHOICE' : 'MENTOR_CHOICE' });
    }
  });

  it('an end and a pause come one after the other, and a mentor who is late finds no link', async () => {
    const peerMentorId = await anEmployedMentor(app, { capacity: 50 });
    for (const time of TIMES) {
      const { id, version, patient, mentor } = await aPair(peerMentorId);
      const [ended, paused] = await Promise.all([
        move(patient, id, version, 'ENDED'),
        sleep(time / 3).then(() => send(mentor, id, version, 'PAUSED')),
      ]);
      const { status } = await why(id);
      if (typeOf(ended) === 'MovePeerLinkPayload') {
        expect(status).toBe('ENDED');
        expect(refusalOf(paused).code).toBe('NOT_FOUND');
      } else {
        expect(status).toBe('PAUSED');
        expect(typeOf(ended)).toBe('VersionConflict');
      }
    }
  });

  it('one of two ends counts, and its words are kept', async () => {
    const peerMentorId = await anEmployedMentor(app, { capacity: 50 });
    for (const _ of TIMES) {
      const { id, version, patient, mentor } = await aPair(peerMentorId);
      const [byPatient] = await Promise.all([
        move(patient, id, version, 'ENDED', "The patient's."),
        mentor.send(SEND, {
          input: { peerLinkId: id, expectedVersion: version, to: 'ENDED', reason: "The mentor's." },
        }),
      ]);
      const isPatients = typeOf(byPatient) === 'MovePeerLinkPayload';
      expect(await why(id)).toMatchObject({
        status: 'ENDED',
        endReason: isPatients ? "The patient's." : "The mentor's.",
      });
    }
  });
});
