import { Client } from 'pg';
import { Role } from '../../src/access/role';
import { type Answer, type Caller, startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient } from '../support/factories';
import { aCarePlan, aCareTeam, aCbtActivity } from '../support/factories/care-plans';
import { aRestriction, sendBreakGlass } from '../support/factories/restrictions';
import { refusalOf } from '../support/refusals';
import { untilWaiting } from '../support/until-waiting';
import { uuidOf } from '../support/uuid-of';

const RECORD = 'mutation ($input: RecordSessionInput!) { recordSession(input: $input) { __typename } }';
const SESSION = { occurredAt: '2026-03-02T17:00:00.000Z', minutes: 50, attendance: 'ATTENDED' };

let app: TestApp;
let holder: Client;
beforeAll(async () => {
  app = await startTestApp();
  holder = new Client({ connectionString: app.databaseUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await app.stop();
});

/** Sends something that has to wait for this row, and lets something else happen meanwhile. */
async function answeredAfter(row: string, id: string, send: () => Promise<Answer>, change: () => Promise<unknown>) {
  await holder.query('begin');
  await holder.query(`select from ${row} where id = $1 for no key update`, [uuidOf(id)]);
  const answer = send();
  await untilWaiting(holder);
  await change();
  await holder.query('commit');
  return refusalOf(await answer).code;
}

async function aPatientOfTheirOwn(careTeam: string[] = []): Promise<{ patientId: string; patient: Caller }> {
  const patientId = await aPatient(app, { careTeam });
  return { patientId, patient: await app.asHolder(Role.PATIENT, patientId) };
}

describe('a denial that commits while somebody waits to write', () => {
  it('stops who breaks the glass', async () => {
    const { patientId, patient } = await aPatientOfTheirOwn();
    const clinicianId = await aClinician(app);
    const clinician = await app.asClinician(clinicianId);
    const code = await answeredAfter(
      'clinician',
      clinicianId,
      () => sendBreakGlass(clinician, { patientId }),
      () => aRestriction(patient, { patientId, clinicianId }),
    );
    expect(code).toBe('NOT_FOUND');
  });

  it('stops who covers for a colleague', async () => {
    const colleague = await aClinician(app);
    const { patientId, patient } = await aPatientOfTheirOwn([colleague]);
    const clinicianId = await aClinician(app);
    const clinician = await app.asClinician(clinicianId);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const input = { patientId, clinicianId, duty: 'cover', coverForId: colleague, until, reason: 'On leave.' };
    const code = await answeredAfter(
      'patient',
      patientId,
      () =>
        clinician.send('mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }', {
          input,
        }),
      () => aRestriction(patient, { patientId, clinicianId }),
    );
    expect(code).toBe('NOT_FOUND');
  });

  it.each([
    ['it names them', true],
    ['it names nobody', false],
  ])('stops a clinician who records a session, when %s', async (_case, isNamed) => {
    const { patientId, clinician, clinicianId } = await aCareTeam(app);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const carePlanId = await aCarePlan(app, { by: clinician, patientId, status: 'ACTIVE' });
    const activityId = await aCbtActivity(clinician, carePlanId);
    const input = { activityId, ...SESSION };
    const code = await answeredAfter(
      'care_plan',
      carePlanId,
      () => clinician.send(RECORD, { input }),
      () => aRestriction(patient, { patientId, ...(isNamed ? { clinicianId } : {}) }),
    );
    expect(['NOT_FOUND', 'FORBIDDEN']).toContain(code);
    const { rowCount } = await holder.query('select from session where patient_id = $1', [uuidOf(patientId)]);
    expect(rowCount).toBe(0);
  });

  it('stops the director, when the record turns out to be that of a co-worker', async () => {
    const patientId = await aPatient(app);
    const [clinicianId, another] = [await aClinician(app), await aClinician(app)];
    const { subject } = await app.asClinician(clinicianId);
    const bind = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }';
    const input = { patientId, clinicianId: another, duty: 'counselor' };
    const code = await answeredAfter(
      'patient',
      patientId,
      () =>
        app
          .as(Role.PROGRAM_DIRECTOR)
          .send('mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }', { input }),
      () => app.as(Role.INTAKE).data(bind, { input: { issuer: app.issuer.issuer, subject, holderId: patientId } }),
    );
    expect(['NOT_FOUND', 'FORBIDDEN']).toContain(code);
    const { rowCount } = await holder.query('select from care_team_member where patient_id = $1', [uuidOf(patientId)]);
    expect(rowCount).toBe(0);
  });
});

it('a seat that ends while its clinician waits to write has ended for them, too', async () => {
  const { patientId, clinician } = await aCareTeam(app);
  const carePlanId = await aCarePlan(app, { by: clinician, patientId, status: 'ACTIVE' });
  const activityId = await aCbtActivity(clinician, carePlanId);
  const director = app.as(Role.PROGRAM_DIRECTOR);
  const ask = 'query ($id: ID!) { patient(id: $id) { careTeam { id } } }';
  const [seat] = (await director.data(ask, { id: patientId })).patient.careTeam;
  const leave = 'mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }';
  const code = await answeredAfter(
    'care_plan',
    carePlanId,
    () => clinician.send(RECORD, { input: { activityId, ...SESSION } }),
    () => director.data(leave, { input: { careTeamMemberId: seat.id } }),
  );
  expect(['NOT_FOUND', 'FORBIDDEN']).toContain(code);
  const { rowCount } = await holder.query('select from session where patient_id = $1', [uuidOf(patientId)]);
  expect(rowCount).toBe(0);
});
