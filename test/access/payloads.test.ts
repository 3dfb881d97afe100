import { Role } from '../../src/access/role';
import { newId, toGlobalId } from '../../src/platform/graphql/ids';
import { startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aPatient } from '../support/factories';
import { aCarePlan, aCareTeam, aCbtActivity, type CareTeam } from '../support/factories/care-plans';
import { refusalOf } from '../support/refusals';

const RECORD = (selection: string) => `mutation ($input: RecordSessionInput!) {
  recordSession(input: $input) { __typename ... on RecordSessionPayload { ${selection} } }
}`;
const WHOLE = RECORD(`created session { id summary clinician { displayName } activity { __typename id } }`);

let app: TestApp;
let team: CareTeam;
let activityId: string;
beforeAll(async () => {
  // In development, answers say what they cost.
  app = await startTestApp({ NODE_ENV: 'development' });
  team = await aCareTeam(app);
  const plan = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
  activityId = await aCbtActivity(team.clinician, plan);
});
afterAll(() => app.stop());

const input = (summary: string) => ({
  activityId,
  occurredAt: '2026-03-02T17:00:00.000Z',
  minutes: 50,
  attendance: 'ATTENDED',
  summary,
});

/** What the document selects beneath the session, and what that cost. */
async function recorded(selection: string, summary = 'Recorded') {
  const { data, errors, headers } = await team.clinician.send(RECORD(selection), { input: input(summary) });
  return { payload: data?.recordSession, errors, plan: headers['x-plan'] };
}

async function sessionsWith(summary: string): Promise<number> {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query('select id from session where summary = $1', [summary]),
  );
  return rows.length;
}

describe('what a payload shows', () => {
  it('is read with the writes: it takes no round trip of its own', async () => {
    const { payload, plan } = await recorded('created session { id clinician { id } activity { __typename id } }');
    expect(payload).toMatchObject({
      created: true,
      session: { clinician: { id: team.clinicianId }, activity: { __typename: 'CbtActivity', id: activityId } },
    });
    // Two hold the plan and the activity; two write the session and the audit line; one reads.
    expect(plan).toBe('5 statements, 2 round trips');
  });

  it('is read under every alias, by a statement each, all in the same round trip', async () => {
    const fragments = `fragment whose on RecordSessionPayload { session { ...who } session { minutes } }
      fragment who on Session { clinician { id } ... on Session { __typename } }`;
    const document = `${RECORD('...whose again: session { activity { id } }')} ${fragments}`;
    const { data, headers } = await team.clinician.send(document, { input: input('Recorded') });
    const [payload, plan] = [data.recordSession, headers['x-plan']];
    expect(payload.session).toEqual({ clinician: { id: team.clinicianId }, __typename: 'Session', minutes: 50 });
    expect(payload.again).toEqual({ activity: { id: activityId } });
    expect(plan).toBe('6 statements, 2 round trips');
  });

  it('is nothing to read where the record itself holds it', async () => {
    const { payload, plan } = await recorded('session { summary minutes }');
    expect(payload.session).toEqual({ summary: 'Recorded', minutes: 50 });
    expect(plan).toBe('4 statements, 2 round trips');
  });

  it('says of a bad argument beneath it, and keeps what was written', async () => {
    const { payload, errors } = await recorded(
      'session { id activity { ... on CbtActivity { sessions(after: "no cursor") { totalCount } } } }',
      'With a bad argument',
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(payload).toBeUndefined();
    expect(await sessionsWith('With a bad argument')).toBe(1);
  });

  it('holds a band that a trigger has written, read with the writes', async () => {
    const patientId = await aPatient(app, { careTeam: [team.clinicianId], sex: 'FEMALE' });
    const { data, headers } = await team.clinician.send(
      'mutation ($input: RecordAssessmentInput!) { recordAssessment(input: $input) { assessment { band flags } supportMessage } }',
      { input: { patientId, instrument: 'AUDIT_C', takenAt: '2026-03-02T17:00:00Z', total: 3 } },
    );
    expect(data.recordAssessment).toEqual({ assessment: { band: 'POSITIVE', flags: [] }, supportMessage: null });
    // One finds the patient, one holds where they stand; two write the assessment and the audit line; one reads.
    expect(headers['x-plan']).toBe('5 statements, 3 round trips');
  });

  it('is read after the writes where it shows whose looks are written down', async () => {
    const { patientId, clinicianId } = await aCareTeam(app);
    const { data, headers } = await app.as(Role.PROGRAM_DIRECTOR).send(
      `mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { ... on DischargePatientPayload {
         patient { id careTeam { clinician { id } } } } } }`,
      { input: { patientId, expectedVersion: 1, as: 'COMPLETED' } },
    );
    const careTeam = [{ clinician: { id: clinicianId } }];
    expect(data.dischargePatient.patient).toEqual({ id: patientId, careTeam });
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query('select kind from audit_event where request_id = $1 order by kind', [headers['x-request-id']]),
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['patient.discharged', 'patients.seen']);
    // The payload and the looks take one more each.
    expect(headers['x-plan']).toBe('9 statements, 5 round trips');
  });

  it('is of its own field, where a document does two things', async () => {
    const selection = '{ ... on RecordSessionPayload { session { summary clinician { id } activity { id } } } }';
    const { data, headers } = await team.clinician.send(
      `mutation ($a: RecordSessionInput!, $b: RecordSessionInput!) {
         a: recordSession(input: $a) ${selection} b: recordSession(input: $b) ${selection} }`,
      { a: input('First'), b: input('Second') },
    );
    const shown = (summary: string) => ({
      session: { summary, clinician: { id: team.clinicianId }, activity: { id: activityId } },
    });
    expect(data).toEqual({ a: shown('First'), b: shown('Second') });
    expect(headers['x-plan']).toBe('10 statements, 4 round trips');
  });

  it('is the same when the request comes again under its key', async () => {
    const ask = () => team.clinician.send(WHOLE, { input: input('Once') }, { idempotencyKey: 'payloads-once' });
    const [first, again] = [await ask(), await ask()];
    expect(first.data.recordSession.session.activity).toEqual({ __typename: 'CbtActivity', id: activityId });
    expect(again.text).toBe(first.text);
    expect(await sessionsWith('Once')).toBe(1);
  });

  it('has lost whom one saw by a seat that one has just given up', async () => {
    const { patientId, clinician, clinicianId } = await aCareTeam(app);
    const CASELOAD = 'clinician { id caseload { nodes { id } } }';
    const team = await clinician.data(`query ($id: ID!) { patient(id: $id) { careTeam { id ${CASELOAD} } } }`, {
      id: patientId,
    });
    const [seat] = team.patient.careTeam;
    expect(seat.clinician).toEqual({ id: clinicianId, caseload: { nodes: [{ id: patientId }] } });
    const { leaveCareTeam } = await clinician.data(
      `mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { ... on LeaveCareTeamPayload {
         careTeamMember { id ${CASELOAD} } } } }`,
      { input: { careTeamMemberId: seat.id } },
    );
    expect(leaveCareTeam.careTeamMember).toEqual({
      id: seat.id,
      clinician: { id: clinicianId, caseload: { nodes: [] } },
    });
  });

  it('is a return to use with all that it called for, read with what was written', async () => {
    const { patientId, clinician } = await aCareTeam(app);
    const { data, headers } = await clinician.send(
      `mutation ($input: ShareReturnToUseInput!) { shareReturnToUse(input: $input) { supportMessage
         returnToUse { status followUps { kind assignee { __typename } patient { id } } } } }`,
      { input: { patientId, occurredOn: '2026-03-01', precision: 'DAY', safetyNeeds: ['PREGNANCY'] } },
    );
    expect(data.shareReturnToUse.returnToUse.followUps).toHaveLength(4);
    // The patient and the settings, what the viewer may see, where the patient stands; two writes, who has the call, and the payload.
    expect(headers['x-plan']).toBe('8 statements, 5 round trips');
  });

  it('undoes everything when it cannot be read', async () => {
    const revoked = 'revoke select on clinician from alongside_runtime';
    await asAdmin(app.databaseUrl, (admin) => admin.query(revoked));
    try {
      const answer = await team.clinician.send(WHOLE, { input: input('Not to be read') });
      expect(refusalOf(answer).code).toBe('INTERNAL_SERVER_ERROR');
    } finally {
      await asAdmin(app.databaseUrl, (admin) => admin.query('grant select on clinician to alongside_runtime'));
    }
    expect(await sessionsWith('Not to be read')).toBe(0);
  });
});

it('answers nothing where nothing was written', async () => {
  const absent = { ...input('Of nothing'), activityId: toGlobalId('cbt_activity', newId()) };
  expect(refusalOf(await team.clinician.send(WHOLE, { input: absent })).code).toBe('NOT_FOUND');
  expect(await sessionsWith('Of nothing')).toBe(0);
});
