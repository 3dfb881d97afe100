import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import {
  anAcceptedLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
  propose,
} from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';

describe('peer links', () => {
  let app: TestApp;
  let clinicianId: string;
  let ada: Caller;

  beforeAll(async () => {
    app = await startTestApp();
    clinicianId = await aClinician(app);
    ada = await app.asClinician(clinicianId);
  });
  afterAll(() => app.stop());

  const myPatient = (): Promise<string> => aPatient(app, { careTeam: [clinicianId] });
  const aRetiredGroup = async (): Promise<string> => {
    const peerGroupId = await aPeerGroup(app);
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: RetirePeerGroupInput!) { retirePeerGroup(input: $input) { __typename } }', {
        input: { peerGroupId, expectedVersion: 1 },
      });
    return peerGroupId;
  };
  const takenSlots = async (peerMentorId: string): Promise<number> => {
    const data = await ada.data('query ($id: ID!) { peerMentor(id: $id) { capacity openSlots } }', {
      id: peerMentorId,
    });
    return data.peerMentor.capacity - data.peerMentor.openSlots;
  };

  describe('proposePeerLink', () => {
    it('proposes a mentor, takes no slot, and waits for the patient and the mentor', async () => {
      const [patientId, peerMentorId] = [await myPatient(), await aMentor(app)];
      const { id } = await aPeerLink(ada, { patientId, peerMentorId, cadence: 'weekly' });
      const data = await ada.data(
        'query ($id: ID!) { peerLink(id: $id) { status peerKind cadence proposedBy awaiting purposes startedOn patient { id } peer { __typename id displayName } nextMeetings { startsAt } } }',
        { id },
      );
      expect(data.peerLink).toMatchObject({
        status: 'PROPOSED',
        peerKind: 'MENTOR',
        cadence: 'weekly',
        proposedBy: 'CARE_TEAM',
        awaiting: ['PATIENT', 'MENTOR'],
        purposes: ['EMOTIONAL_SUPPORT'],
        startedOn: null,
        patient: { id: patientId },
        peer: { __typename: 'PeerMentor', id: peerMentorId },
        nextMeetings: [],
      });
      expect(await takenSlots(peerMentorId)).toBe(0);
    });

    it('proposes a group, which is never asked', async () => {
      const { id } = await aPeerLink(ada, { patientId: await myPatient(), peerGroupId: await aPeerGroup(app) });
      const data = await ada.data('query ($id: ID!) { peerLink(id: $id) { peerKind awaiting peer { __typename } } }', {
        id,
      });
      expect(data.peerLink).toEqual({ peerKind: 'GROUP', awaiting: ['PATIENT'], peer: { __typename: 'PeerGroup' } });
    });

    it('refuses a second open link to the same peer, and shows the first', async () => {
      const [patientId, peerGroupId] = [await myPatient(), await aPeerGroup(app)];
      const { id } = await aPeerLink(ada, { patientId, peerGroupId });
      expect(await propose(ada, { patientId, peerGroupId })).toMatchObject({
        __typename: 'AlreadyLinked',
        existing: { id },
      });
    });

    it('lets one of several proposals at the same moment through', async () => {
      const [patientId, peerMentorId] = [await myPatient(), await aMentor(app, { capacity: 5 })];
      const answers = await Promise.all(Array.from({ length: 5 }, () => propose(ada, { patientId, peerMentorId })));
      expect(answers.filter(({ __typename }) => __typename === 'ProposePeerLinkPayload')).toHaveLength(1);
      expect(answers.filter(({ __typename }) => __typename === 'AlreadyLinked')).toHaveLength(4);
      expect(new Set(answers.map(({ peerLink, existing }) => (peerLink ?? existing)?.id)).size).toBe(1);
    });

    it('allows a new link after the former one ended', async () => {
      const [patientId, peerGroupId] = [await myPatient(), await aPeerGroup(app)];
      const { id, version } = await aPeerLink(ada, { patientId, peerGroupId });
      expect((await move(ada, id, version, 'WITHDRAWN')).peerLink?.status).toBe('WITHDRAWN');
      expect((await propose(ada, { patientId, peerGroupId })).__typename).toBe('ProposePeerLinkPayload');
    });

    it('says of a full mentor and of a retired group only that they are not available', async () => {
      const peerMentorId = await anEmployedMentor(app, { capacity: 1 });
      await anAcceptedLink(app, ada, { patientId: await myPatient(), peerMentorId });
      const full = await propose(ada, { patientId: await myPatient(), peerMentorId });
      const retired = await propose(ada, {
        patientId: await myPatient(),
        peerGroupId: await aRetiredGroup(),
      });
      expect(full.__typename).toBe('PeerUnavailable');
      expect(retired).toEqual(full);
    });

    it.each([
      ['neither a mentor nor a group', {}],
      [
        'both',
        {
          peerMentorId: 'peer_mentor_0198c0ffee00700080000000000000aa',
          peerGroupId: 'peer_group_0198c0ffee00700080000000000000aa',
        },
      ],
    ])('refuses %s', async (_case, peer) => {
      const answer = await ada.send(
        'mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename } }',
        {
          input: { patientId: await myPatient(), purposes: ['EMOTIONAL_SUPPORT'], ...peer },
        },
      );
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: 'input.peerMentorId' }],
      });
    });

    it.each([
      ['patient', async () => ({ patientId: await aPatient(app), peerGroupId: await aPeerGroup(app) })],
      [
        'patient of the other organization',
        async () => ({
          patientId: await aPatient(app, { organization: app.meadow }),
          peerGroupId: await aPeerGroup(app),
        }),
      ],
      [
        'group of the other organization',
        async () => ({
          patientId: await myPatient(),
          peerGroupId: await aPeerGroup(app, { organization: app.meadow }),
        }),
      ],
      [
        'group',
        async () => ({ patientId: await myPatient(), peerGroupId: 'peer_group_0198c0ffee00700080000000000000aa' }),
      ],
      [
        'care plan',
        async () => ({
          patientId: await myPatient(),
          peerGroupId: await aPeerGroup(app),
          carePlanId: 'care_plan_0198c0ffee00700080000000000000aa',
        }),
      ],
    ])('does not find a %s that is absent or out of sight', async (_case, make) => {
      const answer = await ada.send(
        'mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename } }',
        {
          input: { purposes: ['EMOTIONAL_SUPPORT'], ...(await make()) },
        },
      );
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    });

    it.each([
      Role.ADMINISTRATOR,
      Role.INTAKE,
      Role.PROGRAM_DIRECTOR,
      Role.PEER_MENTOR,
      Role.PATIENT,
      Role.PRIVACY_OFFICER,
    ])('is closed to %s', async (role) => {
      const answer = await app
        .as(role)
        .send('mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename } }', {
          input: { patientId: 'patient_0198c0ffee00700080000000000000aa', purposes: ['EMOTIONAL_SUPPORT'] },
        });
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });
  });

  describe('movePeerLink', () => {
    it('begins what was agreed to, pauses, resumes and ends it, and keeps the first day', async () => {
      const peerMentorId = await anEmployedMentor(app, { capacity: 2 });
      const { id, version: agreed } = await anAcceptedLink(app, ada, { patientId: await myPatient(), peerMentorId });
      const version = agreed - 1;
      expect(await takenSlots(peerMentorId)).toBe(1);
      const active = (await move(ada, id, version + 1, 'ACTIVE')).peerLink;
      expect(active).toMatchObject({ status: 'ACTIVE', startedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
      expect((await move(ada, id, version + 2, 'PAUSED')).peerLink).toMatchObject({
        status: 'PAUSED',
        pausedReason: 'CARE_TEAM',
      });
      expect(await takenSlots(peerMentorId)).toBe(1);
      expect((await move(ada, id, version + 3, 'ACTIVE')).peerLink).toMatchObject({
        pausedReason: null,
        startedOn: active?.startedOn,
      });
      expect((await move(ada, id, version + 4, 'ENDED', 'Moved away.')).peerLink).toMatchObject({
        status: 'ENDED',
        endReason: 'Moved away.',
        endedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
      expect(await takenSlots(peerMentorId)).toBe(0);
    });

    it('names the steps that are possible when one is not', async () => {
      const { id, version } = await aPeerLink(ada, {
        patientId: await myPatient(),
        peerGroupId: await aPeerGroup(app),
      });
      expect(await move(ada, id, version, 'ACTIVE')).toMatchObject({
        __typename: 'TransitionNotAllowed',
        from: 'PROPOSED',
        to: 'ACTIVE',
        allowed: ['WITHDRAWN'],
      });
      // Nobody agrees in the place of those whom it is about.
      expect((await move(ada, id, version, 'ACCEPTED')).__typename).toBe('TransitionNotAllowed');
      expect((await move(ada, id, version, 'DECLINED')).__typename).toBe('TransitionNotAllowed');
    });

    it('tells of a version that has moved on', async () => {
      const { id, version } = await aPeerLink(ada, {
        patientId: await myPatient(),
        peerGroupId: await aPeerGroup(app),
      });
      await answer(ada, id, 'ACCEPT', FOR_PATIENT);
      expect(await move(ada, id, version, 'ACTIVE')).toMatchObject({
        __typename: 'VersionConflict',
        currentVersion: version + 1,
      });
    });

    it('does not find a link of somebody whom the caller does not treat', async () => {
      const { id, version } = await aPeerLink(ada, {
        patientId: await myPatient(),
        peerGroupId: await aPeerGroup(app),
      });
      const stranger = await app.asClinician(await aClinician(app));
      const answer = await stranger.send(
        'mutation ($input: MovePeerLinkInput!) { movePeerLink(input: $input) { __typename } }',
        {
          input: { peerLinkId: id, expectedVersion: version, to: 'WITHDRAWN' },
        },
      );
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    });
  });

  describe('reading', () => {
    it('shows links on the patient, the mentor and the list, narrowed by status', async () => {
      const [patientId, peerMentorId, peerGroupId] = [await myPatient(), await aMentor(app), await aPeerGroup(app)];
      const mentorLink = await aPeerLink(ada, { patientId, peerMentorId });
      const groupLink = await aPeerLink(ada, { patientId, peerGroupId });
      await answer(ada, groupLink.id, 'ACCEPT', FOR_PATIENT);
      const data = await ada.data(
        `query ($patient: ID!, $mentor: ID!) {
          patient(id: $patient) { all: peerLinks { totalCount nodes { id } } agreed: peerLinks(status: [ACCEPTED]) { nodes { id } } }
          peerMentor(id: $mentor) { links { nodes { id } } }
        }`,
        { patient: patientId, mentor: peerMentorId },
      );
      expect(data.patient.all.totalCount).toBe(2);
      expect(data.patient.agreed.nodes).toEqual([{ id: groupLink.id }]);
      expect(data.peerMentor.links.nodes).toEqual([{ id: mentorLink.id }]);
    });

    it('follows the category: without GROUP_PARTICIPATION a record system sees mentors and no group', async () => {
      const patientId = await myPatient();
      const mentorLink = await aPeerLink(ada, { patientId, peerMentorId: await aMentor(app) });
      const groupLink = await aPeerLink(ada, { patientId, peerGroupId: await aPeerGroup(app) });
      const system = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/PeerSupport.rs']);
      const data = await system.data(
        'query ($patient: ID!, $group: ID!) { patient(id: $patient) { peerLinks { totalCount nodes { id } } } peerLink(id: $group) { id } }',
        {
          patient: patientId,
          group: groupLink.id,
        },
      );
      expect(data).toEqual({
        patient: { peerLinks: { totalCount: 1, nodes: [{ id: mentorLink.id }] } },
        peerLink: null,
      });
    });

    it('finds plans without peer support, for those who may read both kinds of link', async () => {
      const patientId = await myPatient();
      const plan = await ada.data(
        'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id } } }',
        { input: { patientId, title: 'Plan' } },
      );
      const ids = async (caller: Caller, without: boolean): Promise<string[]> => {
        const data = await caller.data(
          'query ($without: Boolean!) { carePlans(filter: { withoutPeerSupport: $without }, first: 100) { nodes { id } } }',
          { without },
        );
        return data.carePlans.nodes.map((node: { id: string }) => node.id);
      };
      const planId: string = plan.draftCarePlan.carePlan.id;
      expect(await ids(ada, true)).toContain(planId);
      const { id, version } = await aPeerLink(ada, { patientId, peerGroupId: await aPeerGroup(app) });
      expect(await ids(ada, true)).not.toContain(planId);
      expect(await ids(ada, false)).toContain(planId);
      await move(ada, id, version, 'WITHDRAWN');
      expect(await ids(ada, true)).toContain(planId);
      const blind = await app.asClient(Role.EHR_SYSTEM, [
        'system/Patient.rs',
        'system/CarePlan.rs',
        'system/PeerSupport.rs',
      ]);
      expect(await ids(blind, true)).toEqual([]);
      expect(await ids(blind, false)).toEqual([]);
    });

    it('begins nothing for somebody who has died: no link, no plan', async () => {
      const patientId = await myPatient();
      const { patient } = await ada.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId });
      await ada.data('mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }', {
        input: { patientId, expectedVersion: patient.version, as: 'DECEASED' },
      });
      const proposal = await ada.send(
        'mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename } }',
        { input: { patientId, peerGroupId: await aPeerGroup(app), purposes: ['EMOTIONAL_SUPPORT'] } },
      );
      const draft = await ada.send(
        'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { created } }',
        { input: { patientId, title: 'Plan' } },
      );
      for (const { errors } of [proposal, draft]) {
        expect(errors?.[0]?.extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: [{ path: 'input.patientId' }],
        });
      }
    });

    it('ends open links at death, and only then', async () => {
      const patientId = await myPatient();
      const peerMentorId = await anEmployedMentor(app);
      const { id } = await anAcceptedLink(app, ada, { patientId, peerMentorId });
      const status = async (): Promise<string> =>
        (await ada.data('query ($id: ID!) { peerLink(id: $id) { status } }', { id })).peerLink.status;
      const discharge = async (as: string): Promise<void> => {
        const { patient } = await ada.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId });
        const { dischargePatient } = await ada.data(
          'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { ... on DischargePatientPayload { peerLinks { id status } } } }',
          { input: { patientId, expectedVersion: patient.version, as } },
        );
        expect(dischargePatient.peerLinks).toEqual([{ id, status: await status() }]);
      };
      await discharge('ALUMNUS');
      expect(await status()).toBe('ACCEPTED');
      await discharge('DECEASED');
      expect(await status()).toBe('ENDED');
      expect(await takenSlots(peerMentorId)).toBe(0);
    });
  });
});
