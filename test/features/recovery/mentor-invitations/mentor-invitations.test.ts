import { Role } from '../../../../src/access/role';
import { newId, toGlobalId } from '../../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient, aSeat } from '../../../support/factories';
import { aCareTeam } from '../../../support/factories/care-plans';
import {
  A_BEGINNING,
  type Alumnus,
  acceptedBy,
  anAlumnus,
  anInvitation,
} from '../../../support/factories/mentor-invitations';
import { sendBreakGlass } from '../../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

const INVITE = `mutation ($input: InviteAlumnusToMentorInput!) { inviteAlumnusToMentor(input: $input) {
  mentorInvitation { id invitedAt answer patient { id } invitedBy { id } } } }`;
const ANSWER = `mutation ($input: AnswerMentorInvitationInput!) { answerMentorInvitation(input: $input) { __typename
  ... on AnswerMentorInvitationPayload { mentorInvitation { id answer }
    peerMentor { id displayName timeZone engagement active approaches modalities languages } }
  ... on TransitionNotAllowed { from to allowed message } } }`;
const LIST = 'query ($id: ID!) { patient(id: $id) { mentorInvitations { nodes { id answer } } } }';

let app: TestApp;
let alumnus: Alumnus;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  alumnus = await anAlumnus(app);
});
afterAll(() => app.stop());

const invite = (by: Caller, patientId = alumnus.patientId) => by.send(INVITE, { input: { patientId } });
const answer = (invitationId: string, input: object, by: Caller = alumnus.self) =>
  by.send(ANSWER, { input: { invitationId, ...input } });
const accept = (invitationId: string, input: object = A_BEGINNING) =>
  answer(invitationId, { answer: 'ACCEPT', ...input });
const linesOf = async (requestId: string | undefined) =>
  (
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query('select kind, subject_type, patient_id from audit_event where request_id = $1', [requestId]),
    )
  ).rows;

describe('inviteAlumnusToMentor', () => {
  it('opens an invitation that the patient and the care team see, with a line in the log', async () => {
    const { data, headers } = await invite(alumnus.clinician);
    const { mentorInvitation } = data.inviteAlumnusToMentor;
    expect(mentorInvitation).toEqual({
      id: expect.stringMatching(/^mentor_invitation_/),
      invitedAt: expect.any(String),
      answer: null,
      patient: { id: alumnus.patientId },
      invitedBy: { id: alumnus.clinicianId },
    });
    for (const by of [alumnus.clinician, alumnus.self])
      expect((await by.data(LIST, { id: alumnus.patientId })).patient.mentorInvitations.nodes).toEqual([
        { id: mentorInvitation.id, answer: null },
      ]);
    expect(await linesOf(headers['x-request-id'])).toEqual([
      { kind: 'mentor-invitation.sent', subject_type: 'mentor_invitation', patient_id: uuidOf(alumnus.patientId) },
    ]);
  });

  it('is for the director, too, who is no clinician', async () => {
    const { data } = await invite(app.as(Role.PROGRAM_DIRECTOR));
    expect(data.inviteAlumnusToMentor.mentorInvitation.invitedBy).toBeNull();
  });

  it('is for a peer supervisor who sees the patient, and not for everybody who broke the glass', async () => {
    const supervisor = await app.asClinician(await aClinician(app, { role: 'PEER_SUPERVISOR' }));
    expect(refusalOf(await invite(supervisor)).code).toBe('NOT_FOUND');
    const counselor = await app.asClinician(await aClinician(app));
    for (const by of [supervisor, counselor]) await sendBreakGlass(by, { patientId: alumnus.patientId });
    expect(refusalOf(await invite(counselor)).code).toBe('FORBIDDEN');
    expect(refusalOf(await invite(supervisor)).code).toBeUndefined();
  });

  it('finds nobody for a stranger, for another organization, and where there is nobody', async () => {
    const stranger = await app.asClinician(await aClinician(app));
    const elsewhere = (await aCareTeam(app, app.meadow)).clinician;
    for (const by of [stranger, elsewhere]) expect(refusalOf(await invite(by)).code).toBe('NOT_FOUND');
    expect(refusalOf(await invite(alumnus.clinician, toGlobalId('patient', newId()))).code).toBe('NOT_FOUND');
  });

  it.each([Role.INTAKE, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.PATIENT, Role.PEER_MENTOR])(
    'is closed to %s',
    async (role) => {
      expect(refusalOf(await invite(role === Role.PATIENT ? alumnus.self : app.as(role))).code).toBe('FORBIDDEN');
    },
  );

  it('is for alumni', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    expect(refusalOf(await invite(clinician, patientId))).toEqual(badInputAt('input.patientId'));
  });

  it('opens one when two ask at the same moment, and none beside it', async () => {
    const both = await Promise.all([invite(alumnus.clinician), invite(app.as(Role.PROGRAM_DIRECTOR))]);
    expect(both.map((one) => refusalOf(one).code).toSorted()).toEqual(['CONFLICT', undefined]);
    expect(refusalOf(await invite(alumnus.clinician)).code).toBe('CONFLICT');
  });

  it('can be done again after a no, and not after a yes', async () => {
    await answer(await anInvitation(alumnus), { answer: 'DECLINE' });
    await acceptedBy(alumnus, await anInvitation(alumnus));
    expect(refusalOf(await invite(alumnus.clinician)).code).toBe('CONFLICT');
  });
});

describe('answerMentorInvitation', () => {
  it('takes a no, which closes it and makes nobody a mentor', async () => {
    const id = await anInvitation(alumnus);
    const { data, headers } = await answer(id, { answer: 'DECLINE' });
    expect(data.answerMentorInvitation).toEqual({
      __typename: 'AnswerMentorInvitationPayload',
      mentorInvitation: { id, answer: 'DECLINE' },
      peerMentor: null,
    });
    expect(await linesOf(headers['x-request-id'])).toEqual([
      { kind: 'mentor-invitation.answered', subject_type: 'mentor_invitation', patient_id: uuidOf(alumnus.patientId) },
    ]);
  });

  it('makes with a yes a mentor of their own words, who begins like any other', async () => {
    const id = await anInvitation(alumnus);
    const { data } = await accept(id);
    expect(data.answerMentorInvitation).toEqual({
      __typename: 'AnswerMentorInvitationPayload',
      mentorInvitation: { id, answer: 'ACCEPT' },
      peerMentor: {
        id: expect.stringMatching(/^peer_mentor_/),
        displayName: A_BEGINNING.displayName,
        timeZone: A_BEGINNING.timeZone,
        engagement: 'SUPERVISED_VOLUNTEER',
        active: false,
        approaches: [],
        modalities: [],
        languages: [],
      },
    });
    const { peerMentor } = await app
      .as(Role.ADMINISTRATOR)
      .data(
        'query ($id: ID!) { peerMentor(id: $id) { version stage capacity openSlots supervisor { id } journey { stage evidence } } }',
        {
          id: data.answerMentorInvitation.peerMentor.id,
        },
      );
    expect(peerMentor).toEqual({
      version: 1,
      stage: 'CANDIDATE',
      capacity: 2,
      openSlots: 2,
      supervisor: null,
      journey: [{ stage: 'CANDIDATE', evidence: null }],
    });
  });

  it.each<[object, string[]]>([
    [{}, ['input.displayName', 'input.timeZone', 'input.capacity']],
    [{ ...A_BEGINNING, displayName: null }, ['input.displayName']],
    [{ ...A_BEGINNING, displayName: ' ' }, ['input.displayName']],
    [{ ...A_BEGINNING, capacity: 101 }, ['input.capacity']],
  ])('needs to know with a yes how to begin: %j', async (input, paths) => {
    expect(refusalOf(await accept(await anInvitation(alumnus), input))).toEqual(badInputAt(...paths));
  });

  it('is answered once, also when a yes and a no come at the same moment', async () => {
    const id = await anInvitation(alumnus);
    const all = await Promise.all([accept(id), answer(id, { answer: 'DECLINE' }), accept(id)]);
    const names = all.map(({ data }) => data.answerMentorInvitation.__typename).toSorted();
    expect(names).toEqual(['AnswerMentorInvitationPayload', 'TransitionNotAllowed', 'TransitionNotAllowed']);
    const [done] = all.flatMap(({ data }) => data.answerMentorInvitation.mentorInvitation ?? []);
    const late = all.flatMap(({ data }) => data.answerMentorInvitation.from ?? []);
    expect(late).toEqual([done.answer, done.answer]);
    expect((await answer(id, { answer: 'DECLINE' })).data.answerMentorInvitation).toMatchObject({
      __typename: 'TransitionNotAllowed',
      from: done.answer,
      allowed: [],
    });
  });

  it('waits while somebody is in care again', async () => {
    const id = await anInvitation(alumnus);
    await alumnus.clinician.data(
      'mutation ($input: ReadmitPatientInput!) { readmitPatient(input: $input) { __typename } }',
      {
        input: { patientId: alumnus.patientId, expectedVersion: 2 },
      },
    );
    expect((await accept(id)).data.answerMentorInvitation).toMatchObject({ from: 'OPEN', to: 'ACCEPT' });
    expect((await answer(id, { answer: 'DECLINE' })).data.answerMentorInvitation.mentorInvitation.answer).toBe(
      'DECLINE',
    );
  });

  it('is theirs alone: nobody answers for them, and nobody else finds it', async () => {
    const id = await anInvitation(alumnus);
    for (const by of [alumnus.clinician, app.as(Role.PROGRAM_DIRECTOR), app.as(Role.ADMINISTRATOR)])
      expect(refusalOf(await answer(id, { answer: 'DECLINE' }, by)).code).toBe('FORBIDDEN');
    const other = await app.asHolder(Role.PATIENT, await aPatient(app));
    expect(refusalOf(await answer(id, { answer: 'DECLINE' }, other)).code).toBe('NOT_FOUND');
    expect(refusalOf(await accept(toGlobalId('mentor_invitation', newId()))).code).toBe('NOT_FOUND');
  });

  it('refuses a yes by a login that is somebody of the program, and changes nothing', async () => {
    const id = await anInvitation(alumnus);
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
        input: { issuer: app.issuer.issuer, subject: alumnus.self.subject, holderId: await aClinician(app) },
      });
    const mentors = () =>
      asAdmin(app.databaseUrl, async (admin) => (await admin.query('select count(*) from peer_mentor')).rows);
    const before = await mentors();
    const refused = await accept(id);
    expect(refusalOf(refused).code).toBe('CONFLICT');
    expect(refused.text).not.toContain(alumnus.self.subject);
    expect(await mentors()).toEqual(before);
    expect((await alumnus.self.data(LIST, { id: alumnus.patientId })).patient.mentorInvitations.nodes).toEqual([
      { id, answer: null },
    ]);
  });

  it('answers the same when the request comes again under its key', async () => {
    const input = { invitationId: await anInvitation(alumnus), answer: 'ACCEPT', ...A_BEGINNING };
    const ask = () => alumnus.self.send(ANSWER, { input }, { idempotencyKey: 'become-a-mentor' });
    const [first, again] = [await ask(), await ask()];
    expect(first.data.answerMentorInvitation.peerMentor).not.toBeNull();
    expect(again.text).toBe(first.text);
  });
});

describe('who sees an invitation', () => {
  it('is the patient, the care team and the director, and nobody who sees by consent or by agreement', async () => {
    const id = await anInvitation(alumnus);
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    const later = await aClinician(app);
    await aSeat(app, { patientId: alumnus.patientId, clinicianId: later });
    const seeing = [alumnus.self, alumnus.clinician, app.as(Role.PROGRAM_DIRECTOR), await app.asClinician(later)];
    for (const by of seeing) expect(await by.data(NODE, { id })).toEqual({ node: { id } });
    const ehr = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/CarePlan.rs']);
    const others = [app.as(Role.INTAKE), app.as(Role.PRIVACY_OFFICER), app.as(Role.ADMINISTRATOR), ehr];
    for (const by of others) expect(await by.data(NODE, { id })).toEqual({ node: null });
  });
});
