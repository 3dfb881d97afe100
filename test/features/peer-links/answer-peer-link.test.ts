import { Role } from '../../../src/access/role';
import { parseGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import { anEmployedMentor, answer, aPeerLink, FOR_PATIENT, propose, SAY } from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

/** A proposal, and those whom it is about. */
async function proposed(peer: { peerMentorId?: string; peerGroupId?: string }) {
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const { id } = await aPeerLink(ada, { patientId, ...peer });
  const { peerMentorId } = peer;
  return {
    id,
    patientId,
    patient: await app.asHolder(Role.PATIENT, patientId),
    mentor: peerMentorId ? await app.asHolder(Role.PEER_MENTOR, peerMentorId) : app.as(Role.PEER_MENTOR),
  };
}

/** The patient keeps this mentor out of everything, as a restriction would say it. */
async function keepOut(patientId: string, peerMentorId: string): Promise<void> {
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      `insert into access_restriction (organization_id, id, patient_id, peer_mentor_id, categories, reason, starts_at)
       select organization_id, gen_random_uuid(), id, $2, '{PEER_SUPPORT}', 'They were married.', now() from patient where id = $1`,
      [parseGlobalId(patientId)?.uuid, parseGlobalId(peerMentorId)?.uuid],
    ),
  );
}

async function seenBy(caller: Caller, id: string): Promise<unknown> {
  return (await caller.data('query ($id: ID!) { peerLink(id: $id) { status awaiting } }', { id })).peerLink;
}

describe('the two keys', () => {
  it('turn one after the other with an employed mentor, who sees nothing before the patient has said yes', async () => {
    const { id, patient, mentor } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    expect(await seenBy(mentor, id)).toBeNull();
    expect(refusalOf(await mentor.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT' } })).code).toBe('NOT_FOUND');

    expect((await answer(patient, id, 'ACCEPT')).peerLink).toMatchObject({ status: 'PROPOSED', awaiting: ['MENTOR'] });
    expect(await seenBy(mentor, id)).toEqual({ status: 'PROPOSED', awaiting: ['MENTOR'] });
    expect((await answer(mentor, id, 'ACCEPT')).peerLink).toMatchObject({ status: 'ACCEPTED', awaiting: [] });
  });

  it.each(['SUPERVISED_VOLUNTEER', 'INDEPENDENT'])(
    'need a consent first where the mentor is %s',
    async (engagement) => {
      const peerMentorId = await aMentor(app, { engagement });
      const { id, patientId, patient, mentor } = await proposed({ peerMentorId });
      const refused = await answer(patient, id, 'ACCEPT');
      expect(refused).toEqual({
        __typename: 'ConsentRequired',
        message: expect.stringContaining('consent'),
        categories: ['PEER_SUPPORT'],
      });
      expect(await seenBy(mentor, id)).toBeNull();

      const consentId = await aSharingConsent(app, { patientId, peerMentorId });
      expect((await answer(patient, id, 'ACCEPT')).peerLink).toMatchObject({ status: 'PROPOSED' });
      expect((await answer(mentor, id, 'ACCEPT')).peerLink).toMatchObject({ status: 'ACCEPTED' });
      const { peerLink } = await patient.data('query ($id: ID!) { peerLink(id: $id) { consent { id } } }', { id });
      expect(peerLink).toEqual({ consent: { id: consentId } });
    },
  );

  it.each<[string, object]>([
    ['names another mentor', {}],
    ['leaves peer support out', { categories: ['CONTACT', 'RECOVERY'] }],
    ['has not begun', { startsAt: new Date(Date.now() + 3_600_000) }],
  ])('are not turned by a consent that %s', async (_case, consent) => {
    const peerMentorId = await aMentor(app);
    const { id, patientId, patient } = await proposed({ peerMentorId });
    const named = Object.keys(consent).length === 0 ? await aMentor(app) : peerMentorId;
    await aSharingConsent(app, { patientId, peerMentorId: named, ...consent });
    expect((await answer(patient, id, 'ACCEPT')).__typename).toBe('ConsentRequired');
  });

  it('are one for a group, which is never asked', async () => {
    const { id, patient } = await proposed({ peerGroupId: await aPeerGroup(app) });
    expect((await answer(patient, id, 'ACCEPT')).peerLink).toMatchObject({ status: 'ACCEPTED', awaiting: [] });
  });

  it('can be turned by staff in the words of the patient', async () => {
    const director = app.as(Role.PROGRAM_DIRECTOR);
    const [first, second] = [
      await proposed({ peerMentorId: await anEmployedMentor(app) }),
      await proposed({ peerGroupId: await aPeerGroup(app) }),
    ];
    expect((await answer(ada, first.id, 'ACCEPT', FOR_PATIENT)).peerLink?.awaiting).toEqual(['MENTOR']);
    expect((await answer(director, second.id, 'ACCEPT', FOR_PATIENT)).peerLink?.status).toBe('ACCEPTED');
  });
});

describe('a no', () => {
  it('is the end of a proposal, and why is for the patient and the care team', async () => {
    const { id, patient } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const declined = await answer(patient, id, 'DECLINE', { note: 'Not now.' });
    const today = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect(declined.peerLink).toMatchObject({
      status: 'DECLINED',
      endReason: 'Not now.',
      endedOn: today,
      awaiting: [],
    });
  });

  it('may still follow a yes, until the mentor has answered', async () => {
    const { id, patient, mentor } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    await answer(patient, id, 'ACCEPT');
    expect((await answer(patient, id, 'DECLINE')).peerLink?.status).toBe('DECLINED');
    expect(await seenBy(mentor, id)).toBeNull();
  });

  it.each(['EMPLOYED', 'SUPERVISED_VOLUNTEER'])(
    'of a mentor who is %s answers with the link, which is gone from their sight then, and keeps their words from them',
    async (engagement) => {
      const peerMentorId = await aMentor(app, { engagement });
      const { id, patientId, patient, mentor } = await proposed({ peerMentorId });
      await aSharingConsent(app, { patientId, peerMentorId });
      await answer(patient, id, 'ACCEPT');
      const { peerLink } = await answer(mentor, id, 'DECLINE', { note: 'We know each other.' });
      expect(peerLink).toMatchObject({ status: 'DECLINED', endReason: null });
      expect(await seenBy(mentor, id)).toBeNull();
      const read = 'query ($id: ID!) { peerLink(id: $id) { status endReason } }';
      for (const reader of [patient, ada])
        expect((await reader.data(read, { id })).peerLink).toEqual({
          status: 'DECLINED',
          endReason: 'We know each other.',
        });
    },
  );
});

describe('an answer is refused', () => {
  it('when it was given before, naming what is still possible', async () => {
    const { id, patient, mentor } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    await answer(patient, id, 'ACCEPT');
    expect(await answer(patient, id, 'ACCEPT')).toMatchObject({
      __typename: 'TransitionNotAllowed',
      from: 'PROPOSED',
      allowed: ['DECLINED'],
    });
    await answer(mentor, id, 'ACCEPT');
    for (const [caller, word] of [
      [patient, 'DECLINE'],
      [mentor, 'DECLINE'],
      [mentor, 'ACCEPT'],
    ] as const)
      expect(await answer(caller, id, word)).toMatchObject({
        __typename: 'TransitionNotAllowed',
        from: 'ACCEPTED',
        allowed: [],
      });
  });

  it('in one constant sentence when the mentor is full, is the patient, or is kept out by the patient', async () => {
    const peerMentorId = await anEmployedMentor(app, { capacity: 1 });
    const [first, second] = [await proposed({ peerMentorId }), await proposed({ peerMentorId })];
    await answer(first.patient, first.id, 'ACCEPT');
    await answer(second.patient, second.id, 'ACCEPT');
    await answer(first.mentor, first.id, 'ACCEPT');
    const full = await answer(second.mentor, second.id, 'ACCEPT');
    expect(full.__typename).toBe('PeerUnavailable');

    const own = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const twin = await anEmployedMentor(app);
    const twins = { patientId: own.patientId, peerMentorId: twin };
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
        input: { issuer: app.issuer.issuer, subject: own.patient.subject, holderId: twin },
      });
    expect(await propose(ada, twins)).toEqual(full);

    const third = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const { peer } = (
      await third.patient.data('query ($id: ID!) { peerLink(id: $id) { peer { id } } }', { id: third.id })
    ).peerLink;
    await keepOut(third.patientId, peer.id);
    expect(await answer(third.patient, third.id, 'ACCEPT')).toEqual(full);
  });

  it.each([
    ['a clinician who does not say for whom', undefined],
    ['a clinician in the place of the mentor', 'MENTOR'],
    ['a clinician in the place of the team', 'CARE_TEAM'],
  ])('to %s', async (_case, onBehalfOf) => {
    const { id } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const refused = await ada.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT', onBehalfOf } });
    expect(refusalOf(refused)).toEqual(badInputAt('input.onBehalfOf'));
  });

  it('to a patient who speaks for the mentor', async () => {
    const { id, patient } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const refused = await patient.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT', onBehalfOf: 'MENTOR' } });
    expect(refusalOf(refused)).toEqual(badInputAt('input.onBehalfOf'));
  });

  it('as not found to whoever does not see the link', async () => {
    const { id } = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const stranger = await app.asClinician(await aClinician(app));
    const another = await proposed({ peerMentorId: await anEmployedMentor(app) });
    const asked = [
      await stranger.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT', ...FOR_PATIENT } }),
      await another.patient.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT' } }),
      await another.mentor.send(SAY, { input: { peerLinkId: id, answer: 'ACCEPT' } }),
    ];
    expect(asked.map((refused) => refusalOf(refused).code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PRIVACY_OFFICER, Role.PARTNER_APP, Role.EHR_SYSTEM])(
    'to %s, whose it is not to give',
    async (role) => {
      const caller =
        role === Role.PARTNER_APP || role === Role.EHR_SYSTEM ? await app.asClient(role, []) : app.as(role);
      const peerLinkId = 'peer_link_0198c0ffee00700080000000000000aa';
      expect(refusalOf(await caller.send(SAY, { input: { peerLinkId, answer: 'ACCEPT' } })).code).toBe('FORBIDDEN');
    },
  );
});

describe('what a mentor who is no staff is answered', () => {
  const WHOLE = `mutation Answers($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { __typename
    ... on AnswerPeerLinkPayload { peerLink { status patient { id preferredName identity { fullName } contactPoints { value } status } } } } }`;
  const PLAIN = 'mutation Answers($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { __typename } }';

  /** A link that waits for a mentor, by consent to these categories. */
  async function forMentor(categories: readonly string[], mentor: Record<string, unknown> = {}) {
    const peerMentorId = await aMentor(app, mentor);
    const link = await proposed({ peerMentorId });
    const consentId = await aSharingConsent(app, { patientId: link.patientId, peerMentorId, categories });
    await answer(link.patient, link.id, 'ACCEPT');
    return { ...link, consentId, peerMentorId };
  }

  /** What the patient reads in their accounting, the oldest first: which operation, and what it showed. */
  async function written(patient: Caller): Promise<unknown[]> {
    const { patients } = await patient.data(
      '{ patients { nodes { disclosures { nodes { operation categories } } } } }',
    );
    return patients.nodes[0].disclosures.nodes.reverse();
  }
  const part2In = ({ text }: { text: string }) => JSON.parse(text).extensions?.part2;

  it('is written down with a no, which shows the patient for the last time, and no more of them than before', async () => {
    const { id, patient, mentor } = await forMentor(['PEER_SUPPORT', 'IDENTITY']);
    const before = await mentor.data(
      'query Before($id: ID!) { peerLink(id: $id) { patient { id preferredName identity { fullName } contactPoints { value } status } } }',
      { id },
    );
    const told = await mentor.send(WHOLE, { input: { peerLinkId: id, answer: 'DECLINE' } });
    expect(told.errors).toBeUndefined();
    expect(told.data.answerPeerLink.peerLink).toEqual({ status: 'DECLINED', ...before.peerLink });
    expect(before.peerLink.patient).toMatchObject({ identity: { fullName: expect.any(String) }, contactPoints: null });
    expect(await seenBy(mentor, id)).toBeNull();
    expect(part2In(told).disclosureIds).toHaveLength(1);
    expect(await written(patient)).toEqual([
      { operation: 'Before', categories: ['IDENTITY', 'PEER_SUPPORT'] },
      { operation: 'Answers', categories: ['IDENTITY', 'PEER_SUPPORT'] },
    ]);
  });

  it('is written down when it is a refusal: that a step is not possible, or that they are full', async () => {
    const { id, patient, mentor, peerMentorId } = await forMentor(['PEER_SUPPORT'], { capacity: 1 });
    const other = await proposed({ peerMentorId });
    await aSharingConsent(app, { patientId: other.patientId, peerMentorId });
    await answer(other.patient, other.id, 'ACCEPT');
    await answer(mentor, id, 'ACCEPT');
    for (const [link, type] of [
      [{ id, patient }, 'TransitionNotAllowed'],
      [other, 'PeerUnavailable'],
    ] as const) {
      const lines = await written(link.patient);
      const told = await mentor.send(PLAIN, { input: { peerLinkId: link.id, answer: 'ACCEPT' } });
      expect(told.data.answerPeerLink.__typename).toBe(type);
      expect(part2In(told).disclosureIds).toHaveLength(1);
      expect(await written(link.patient)).toEqual([...lines, { operation: 'Answers', categories: ['PEER_SUPPORT'] }]);
    }
  });

  it('is not written down when it tells of nobody', async () => {
    const { id, patient, mentor, consentId } = await forMentor(['PEER_SUPPORT']);
    await revokeConsent(ada, consentId);
    const told = await mentor.send(PLAIN, { input: { peerLinkId: id, answer: 'ACCEPT' } });
    expect(refusalOf(told).code).toBe('NOT_FOUND');
    expect(part2In(told)).toBeUndefined();
    expect(await written(patient)).toEqual([]);
  });

  it('is written down with a yes, also where it is all that is asked', async () => {
    const { id, patient, mentor } = await forMentor(['PEER_SUPPORT']);
    const told = await mentor.send(PLAIN, { input: { peerLinkId: id, answer: 'ACCEPT' } });
    expect(told.data.answerPeerLink.__typename).toBe('AnswerPeerLinkPayload');
    expect(await written(patient)).toEqual([{ operation: 'Answers', categories: ['PEER_SUPPORT'] }]);
  });
});
