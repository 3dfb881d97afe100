import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { placed } from '../../../support/changes';
import { asAdmin } from '../../../support/database';
import { aCareTeam } from '../../../support/factories/care-plans';
import { type Alumnus, acceptedBy, anAlumnus, anInvitation } from '../../../support/factories/mentor-invitations';
import { aPeerLink } from '../../../support/factories/peer-links';
import { VALID_CREDENTIAL } from '../../../support/factories/peers';
import { refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

let app: TestApp;
let alumnus: Alumnus;
let mentorId: string;
let mentor: Caller;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  alumnus = await anAlumnus(app);
  mentorId = await acceptedBy(alumnus, await anInvitation(alumnus));
  mentor = app.as(Role.PEER_MENTOR, { subject: alumnus.self.subject });
});
afterAll(() => app.stop());

const query = async (text: string, values: unknown[] = []) =>
  (await asAdmin(app.databaseUrl, (admin) => admin.query(text, values))).rows;
const ADVANCE = `mutation ($input: AdvanceMentorInput!) { advanceMentor(input: $input) { __typename
  ... on AdvanceMentorPayload { peerMentor { stage version } } } }`;
const credentialed = async () => {
  const advance = (step: object) =>
    app.as(Role.ADMINISTRATOR).data(ADVANCE, { input: { peerMentorId: mentorId, ...step } });
  await advance({ expectedVersion: 1, to: 'IN_TRAINING', evidence: 'The course in May.' });
  await advance({ expectedVersion: 2, to: 'CREDENTIALED', credential: VALID_CREDENTIAL });
};

describe('whoever has become a mentor', () => {
  it('comes with the same login as that mentor, and as the patient they are', async () => {
    const WHO = '{ viewer { role displayName patient { id } peerMentor { id stage journey { stage } } } }';
    expect((await mentor.data(WHO)).viewer).toEqual({
      role: 'PEER_MENTOR',
      displayName: 'Sky Walker-Example',
      patient: null,
      peerMentor: { id: mentorId, stage: 'CANDIDATE', journey: [{ stage: 'CANDIDATE' }] },
    });
    expect((await alumnus.self.data(WHO)).viewer).toMatchObject({
      role: 'PATIENT',
      patient: { id: alumnus.patientId },
      peerMentor: null,
    });
  });

  it('sees nothing of their record as a mentor, and cannot act in it', async () => {
    expect(await mentor.data('query ($id: ID!) { patient(id: $id) { id } }', { id: alumnus.patientId })).toEqual({
      patient: null,
    });
  });

  it('walks alongside somebody once credentialed, step by step with what each stands on', async () => {
    await credentialed();
    const { viewer } = await mentor.data('{ viewer { peerMentor { stage journey { stage evidence } } } }');
    expect(viewer.peerMentor).toEqual({
      stage: 'CREDENTIALED',
      journey: [
        { stage: 'CANDIDATE', evidence: null },
        { stage: 'IN_TRAINING', evidence: 'The course in May.' },
        { stage: 'CREDENTIALED', evidence: null },
      ],
    });
    const { clinician, patientId } = await aCareTeam(app);
    expect(await aPeerLink(clinician, { patientId, peerMentorId: mentorId })).toMatchObject({ status: 'PROPOSED' });
  });

  it('is never proposed to themselves, and nobody is told why', async () => {
    await credentialed();
    const { data } = await alumnus.clinician.send(
      `mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename ... on Refusal { message } } }`,
      { input: { patientId: alumnus.patientId, peerMentorId: mentorId, purposes: ['EMOTIONAL_SUPPORT'] } },
    );
    expect(data.proposePeerLink).toEqual({
      __typename: 'PeerUnavailable',
      message: 'This peer is not available right now. Another one may fit as well.',
    });
  });

  it('is hidden as a patient from co-workers who do not treat them, as everybody is who works here', async () => {
    const PATIENT = 'query ($id: ID!) { patient(id: $id) { id } }';
    for (const role of [Role.INTAKE, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER])
      expect(await app.as(role).data(PATIENT, { id: alumnus.patientId })).toEqual({ patient: null });
    expect(await alumnus.clinician.data(PATIENT, { id: alumnus.patientId })).toEqual({
      patient: { id: alumnus.patientId },
    });
  });
});

describe('the two records', () => {
  it('are tied by a login alone, which nobody sees', async () => {
    const [binding] = await query('select id from account where peer_mentor_id = $1', [uuidOf(mentorId)]);
    const id = `account_${String(binding?.id).replaceAll('-', '')}`;
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    const everybody = [...Object.values(Role).map((role) => app.as(role)), mentor, alumnus.self, alumnus.clinician];
    for (const by of everybody) {
      const { data } = await by.send(NODE, { id });
      expect(data?.node ?? null).toBeNull();
    }
  });

  it('would be tied for the administrator by one policy less', async () => {
    const [binding] = await query('select id from account where peer_mentor_id = $1', [uuidOf(mentorId)]);
    const id = `account_${String(binding?.id).replaceAll('-', '')}`;
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    await query('drop policy of_mentee on account');
    try {
      expect(await app.as(Role.ADMINISTRATOR).data(NODE, { id })).toEqual({ node: { id } });
    } finally {
      await query('create policy of_mentee on account as restrictive to alongside_runtime using (not is_of_mentee)');
    }
    expect(await app.as(Role.ADMINISTRATOR).data(NODE, { id })).toEqual({ node: null });
  });

  it('are in no row together', async () => {
    const rowsOf = (id: string) =>
      asAdmin(app.databaseUrl, async (admin) => {
        const { rows: tables } = await admin.query(
          "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
        );
        const found: string[] = [];
        for (const { name } of tables) {
          const { rows } = await admin.query(
            `select '${name} ' || ctid as row from ${name} t where to_jsonb(t)::text like '%' || $1 || '%'`,
            [id],
          );
          found.push(...rows.map(({ row }) => row as string));
        }
        return found;
      });
    const [ofPatient, ofMentor] = [await rowsOf(uuidOf(alumnus.patientId)), await rowsOf(uuidOf(mentorId))];
    expect(ofPatient.length).toBeGreaterThan(5);
    expect(ofMentor.length).toBeGreaterThan(3);
    expect(ofPatient.filter((row) => ofMentor.includes(row))).toEqual([]);
  });

  it('have lines of their own in the log: under other names, of other requests', async () => {
    const lines = await query(
      `select kind, principal_id, role, patient_id, subject_id, request_id from audit_event
        where kind in ('mentor-invitation.answered', 'peer-mentor.registered') and (patient_id = $1 or subject_id = $2) order by kind`,
      [uuidOf(alumnus.patientId), uuidOf(mentorId)],
    );
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'mentor-invitation.answered',
        principal_id: uuidOf(alumnus.patientId),
        role: 'PATIENT',
        patient_id: uuidOf(alumnus.patientId),
      }),
      expect.objectContaining({
        kind: 'peer-mentor.registered',
        principal_id: uuidOf(mentorId),
        role: 'PEER_MENTOR',
        patient_id: null,
        subject_id: uuidOf(mentorId),
      }),
    ]);
    expect(lines[0]?.request_id).not.toBe(lines[1]?.request_id);
  });

  it('do not show by when they were made: the id of the mentor tells another time of that day', async () => {
    const instants = new Set<number>();
    for (let count = 0; count < 4; count += 1) {
      const other = await anAlumnus(app);
      const invitationId = await anInvitation(other);
      const before = Date.now();
      const made = Number.parseInt(
        uuidOf(await acceptedBy(other, invitationId))
          .replaceAll('-', '')
          .slice(0, 12),
        16,
      );
      expect(made).toBeLessThanOrEqual(Date.now());
      expect(made).toBeGreaterThan(before - 25 * 3_600_000);
      instants.add(before - made);
    }
    // Four at the very instant would be one in a thousand million.
    expect([...instants].some((distance) => Math.abs(distance) > 1_000)).toBe(true);
  });
});

describe('the log of changes', () => {
  const CHANGES =
    'query ($after: String) { changes(after: $after, types: [PEER_MENTOR]) { nextCursor nodes { subjectId version } } }';
  const REGISTER = `mutation ($input: RegisterPeerMentorInput!) { registerPeerMentor(input: $input) { peerMentor { id } } }`;
  const toldTo = async (director: Caller, after?: string) => {
    await placed(app);
    return (await director.data(CHANGES, after ? { after } : {})).changes;
  };

  it('tells of no new mentor, however they came, and so not when somebody became one', async () => {
    const director = app.as(Role.PROGRAM_DIRECTOR);
    const { nextCursor } = await toldTo(director);
    const invited = await anAlumnus(app);
    const madeId = await acceptedBy(invited, await anInvitation(invited));
    const registered = {
      displayName: 'By staff',
      approaches: ['SECULAR'],
      modalities: ['VIRTUAL'],
      languages: ['en'],
      timeZone: 'America/Los_Angeles',
      engagement: 'EMPLOYED',
      capacity: 2,
    };
    const { registerPeerMentor } = await app.as(Role.ADMINISTRATOR).data(REGISTER, { input: registered });
    expect((await toldTo(director, nextCursor)).nodes).toEqual([]);
    for (const peerMentorId of [madeId, registerPeerMentor.peerMentor.id])
      await app.as(Role.ADMINISTRATOR).data(ADVANCE, {
        input: { peerMentorId, expectedVersion: 1, to: 'IN_TRAINING', evidence: 'The course in May.' },
      });
    const { nodes } = await toldTo(director, nextCursor);
    expect(nodes.filter(({ version }: { version: number | null }) => version === 2)).toEqual([
      { subjectId: madeId, version: 2 },
      { subjectId: registerPeerMentor.peerMentor.id, version: 2 },
    ]);
  });
});

describe('a login that somebody became a mentor by', () => {
  it('is taken, to the administrator, like any other', async () => {
    const { clinicianId } = await aCareTeam(app);
    const input = { issuer: app.issuer.issuer, subject: alumnus.self.subject, holderId: clinicianId };
    const answer = await app
      .as(Role.ADMINISTRATOR)
      .send('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', { input });
    expect(refusalOf(answer).code).toBe('CONFLICT');
    expect(answer.text).not.toContain(alumnus.self.subject);
  });
});
