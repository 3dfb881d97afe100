import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Role } from '../src/access/role';
import { seedBulk } from '../src/app/bulk/seed-bulk';
import { toGlobalId } from '../src/platform/graphql/ids';
import type { Caller } from './support/app';
import { asAdmin } from './support/database';
import { type Demo, startDemo } from './support/demo';
import { statementsOf } from './support/statements';
import { subscribe } from './support/subscriber';

jest.setTimeout(60_000);

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const example = (name: string): string => readFileSync(join(__dirname, '../examples', `${name}.graphql`), 'utf8');

describe('the examples, as README sends them', () => {
  it('show a clinician every patient of the caseload with plan, therapy and the peers who walk alongside', async () => {
    const { viewer } = await demo.as('clinician').data(example('clinician-dashboard'));
    const { totalCount, nodes } = viewer.clinician.caseload;
    expect(nodes.length).toBe(totalCount);
    expect(nodes.length).toBeGreaterThanOrEqual(10);
    const [first] = nodes;
    expect(first).toMatchObject({
      identity: { fullName: 'Avery Example' },
      status: 'ACTIVE',
      activeCarePlan: { status: 'ACTIVE', goals: [{ statement: expect.any(String) }] },
    });
    const [cbt, mat, counseling] = first.activeCarePlan.activities;
    expect(cbt).toMatchObject({ plannedSessions: 12, completedSessions: 3 });
    expect(cbt.sessions.nodes).toHaveLength(3);
    expect(mat.display).toContain('naltrexone');
    expect(counseling.format).toBe('INDIVIDUAL');
    const peers = first.activeCarePlan.peerLinks.nodes.map(
      ({ peer }: { peer: { __typename: string } }) => peer.__typename,
    );
    expect(peers.sort()).toEqual(['PeerGroup', 'PeerMentor']);
    const meetings = first.activeCarePlan.peerLinks.nodes.flatMap(
      ({ nextMeetings }: { nextMeetings: object[] }) => nextMeetings,
    );
    expect(meetings).toEqual([
      { startsAt: expect.any(String), meeting: { name: 'Harbor Steps', modality: 'IN_PERSON' } },
    ]);
  });

  it('show a record system every patient with identity, care team and plan, in pages that go on', async () => {
    const ehr = demo.as('ehr');
    const { patients } = await ehr.data(example('ehr-sync'));
    expect(patients.nodes).toHaveLength(40);
    for (const patient of patients.nodes) {
      expect(patient).toMatchObject({ identity: { fullName: expect.any(String) }, status: expect.any(String) });
      expect(patient.careTeam).not.toEqual([]);
    }
    expect(
      patients.nodes.filter(({ activeCarePlan }: { activeCarePlan: object | null }) => activeCarePlan),
    ).toHaveLength(10);

    const page = await ehr.data(example('ehr-sync'), { since: '2026-01-01T00:00:00Z', first: 30 });
    const rest = await ehr.data(example('ehr-sync'), {
      since: '2026-01-01T00:00:00Z',
      after: page.patients.pageInfo.endCursor,
    });
    const ids = [...page.patients.nodes, ...rest.patients.nodes].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(patients.nodes.map(({ id }: { id: string }) => id));
  });

  it('find a patient peers that fit, each with reasons, and with the next meeting that suits', async () => {
    const { viewer } = await demo.as('patient').data(example('find-a-peer'));
    const { supportPreferences, suggestedPeers } = viewer.patient;
    expect(supportPreferences).toMatchObject({
      version: 1,
      fellowships: ['SMART_RECOVERY'],
      avoid: ['CELEBRATE_RECOVERY'],
    });
    expect(suggestedPeers).toHaveLength(5);
    const scores = suggestedPeers.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const tools = suggestedPeers.find(
      ({ peer }: { peer: { displayName: string } }) => peer.displayName === 'Tools and Choices',
    );
    expect(tools).toMatchObject({
      peer: { __typename: 'PeerGroup', fellowship: 'SMART_RECOVERY' },
      nextMeeting: { meeting: { name: 'Tools and Choices', modality: 'VIRTUAL' } },
    });
    expect(tools.reasons.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'Is SMART Recovery, which you asked for.',
      'Meets Tuesdays 19:00, when you are free.',
      'Online, as you wish.',
      'Meets in English, which you speak.',
    ]);
    const { viewer: again } = await demo.as('patient').data(example('find-a-peer'), { kinds: ['MENTOR'], first: 2 });
    const kinds = again.patient.suggestedPeers.map(({ peer }: { peer: { __typename: string } }) => peer.__typename);
    expect(kinds).toEqual(['PeerMentor', 'PeerMentor']);
    // The one who walks along already is not suggested again.
    expect(JSON.stringify(again)).not.toContain('Alex Walker-Example');
  });

  it("show a partner's app nothing, and no sign of anybody, before a patient consents", async () => {
    const { peerLinks } = await demo.as('partner').data(example('partner-app'));
    expect(peerLinks).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });
});

describe('a return to use, as the demo patient shares it', () => {
  it('is answered with words, whom to call, and who will be in touch, and leaves the peer links as they are', async () => {
    const patient = demo.as('patient');
    const { viewer } = await patient.data('{ viewer { patient { id peerLinks { nodes { status } } } } }');
    const { shareReturnToUse } = await patient.data(example('return-to-use'), {
      patientId: viewer.patient.id,
      occurredOn: '2026-03-01',
    });
    const { supportMessage, returnToUse } = shareReturnToUse;
    expect(supportMessage).toContain('call or text 988');
    expect(supportMessage).toContain('do not stop suddenly and alone');
    expect(returnToUse).toMatchObject({ status: 'SHARED', sharedBy: 'PATIENT' });
    const kinds = returnToUse.followUps.map(({ kind }: { kind: string }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['URGENT_SAFETY_CALL', 'MEDICAL_REVIEW']);
    expect(kinds.slice(2).sort()).toEqual(['CLINICAL_REVIEW', 'PLAN_REVIEW']);
    expect(viewer.patient.peerLinks.nodes).not.toEqual([]);
    expect(returnToUse.patient.peerLinks).toEqual(viewer.patient.peerLinks);
  });
});

it('keep the caseload of a clinician up to date, over WebSocket, as docs/authentication.md says', async () => {
  const clinician = demo.as('clinician');
  const screen = await subscribe(demo.app, clinician, example('live-caseload'));
  const { viewer } = await clinician.data(
    '{ viewer { clinician { caseload(first: 1) { nodes { id activeCarePlan { id title } } } } } }',
  );
  const [patient] = viewer.clinician.caseload.nodes;
  await clinician.data('mutation ($input: SetGoalInput!) { setGoal(input: $input) { goal { id } } }', {
    input: { carePlanId: patient.activeCarePlan.id, statement: 'Walk to the harbor every morning' },
  });
  await screen.received(1);
  expect(screen.sent).toEqual([
    {
      data: {
        patientChanged: {
          cursor: expect.any(String),
          at: expect.any(String),
          type: 'GOAL',
          patientId: patient.id,
          subject: {
            id: expect.any(String),
            statement: 'Walk to the harbor every morning',
            goalStatus: expect.any(String),
          },
        },
      },
    },
  ]);
  await screen.stop();
});

describe('becoming a mentor, as the example has it', () => {
  it('goes from an invitation to a journey of their own, and leaves no trace of it in the record', async () => {
    const document = example('become-a-mentor');
    const ask = async (by: Caller, operationName: string, variables: object = {}) => {
      const { data, errors } = await by.send(document, variables, { operationName });
      expect(errors).toBeUndefined();
      return data;
    };
    const [director, alumnus] = [demo.as('director'), demo.as('alumnus')];
    const { patients } = await ask(director, 'Alumni');
    expect(patients.nodes).toEqual([
      {
        id: expect.stringMatching(/^patient_/),
        identity: { fullName: 'Tatum Sample' },
        mentorInvitations: { nodes: [] },
      },
    ]);
    const { inviteAlumnusToMentor } = await ask(director, 'Invite', { patientId: patients.nodes[0].id });
    const { id: invitationId } = inviteAlumnusToMentor.mentorInvitation;
    const open = { id: invitationId, invitedAt: expect.any(String), answer: null, invitedBy: null };
    expect((await ask(alumnus, 'MyInvitations')).viewer.patient.mentorInvitations.nodes).toEqual([open]);

    const beginning = { displayName: 'Sky Example', timeZone: 'America/Los_Angeles', capacity: 2 };
    const { answerMentorInvitation } = await ask(alumnus, 'Accept', { invitationId, ...beginning });
    expect(answerMentorInvitation).toEqual({
      __typename: 'AnswerMentorInvitationPayload',
      mentorInvitation: { answer: 'ACCEPT' },
      peerMentor: {
        id: expect.stringMatching(/^peer_mentor_/),
        displayName: 'Sky Example',
        engagement: 'SUPERVISED_VOLUNTEER',
      },
    });
    const mentor = demo.app.as(Role.PEER_MENTOR, { subject: alumnus.subject });
    expect((await ask(mentor, 'MyJourney')).viewer).toEqual({
      displayName: 'Sky Example',
      patient: null,
      peerMentor: {
        stage: 'CANDIDATE',
        acceptingMentees: false,
        journey: [{ stage: 'CANDIDATE', enteredOn: expect.any(String), evidence: null }],
      },
    });
    const after = (await ask(alumnus, 'MyInvitations')).viewer.patient.mentorInvitations.nodes;
    expect(after).toEqual([{ ...open, answer: 'ACCEPT' }]);
    // Whoever works with them from now on does not look them up as a patient.
    expect((await ask(director, 'Alumni')).patients.nodes).toEqual([]);
  });
});

describe('the examples cost one SQL statement, for 50 patients as for one', () => {
  let one: Caller;
  let fifty: Caller;
  beforeAll(async () => {
    one = await aClinicianOf(1);
    fifty = await aClinicianOf(50);
  });

  /** A clinician with so many patients, each with a plan, three activities, sessions and two peer links. */
  async function aClinicianOf(patients: number): Promise<Caller> {
    const { dataSource } = demo.app.api.services;
    await seedBulk(dataSource, demo.app.harbor.uuid, patients, () => undefined);
    const { rows } = await asAdmin(demo.app.databaseUrl, (admin) =>
      admin.query<{ id: string }>('select clinician_id as id from care_team_member order by id desc limit 1'),
    );
    return demo.app.asClinician(toGlobalId('clinician', rows[0]?.id ?? ''));
  }

  it('the dashboard of a clinician', async () => {
    const counted = '{ viewer { clinician { caseload { totalCount } } } }';
    expect((await one.data(counted)).viewer.clinician.caseload.totalCount).toBe(1);
    expect((await fifty.data(counted)).viewer.clinician.caseload.totalCount).toBe(50);
    expect(await statementsOf(demo.app, one, example('clinician-dashboard'))).toBe(1);
    expect(await statementsOf(demo.app, fifty, example('clinician-dashboard'), { first: 50 })).toBe(1);
  });

  it('the sync of a record system', async () => {
    const ehr = demo.as('ehr');
    expect(await statementsOf(demo.app, ehr, example('ehr-sync'), { first: 1 })).toBe(1);
    expect(await statementsOf(demo.app, ehr, example('ehr-sync'), { first: 50 })).toBe(1);
  });

  it('peers that fit, however many', async () => {
    const patient = demo.as('patient');
    expect(await statementsOf(demo.app, patient, example('find-a-peer'), { first: 1 })).toBe(1);
    expect(await statementsOf(demo.app, patient, example('find-a-peer'), { first: 20 })).toBe(1);
  });

  it("the list of a partner's app, which stays empty", async () => {
    const partner = demo.as('partner');
    expect(await statementsOf(demo.app, partner, example('partner-app'), { first: 1 })).toBe(1);
    expect(await statementsOf(demo.app, partner, example('partner-app'), { first: 50 })).toBe(1);
  });
});
