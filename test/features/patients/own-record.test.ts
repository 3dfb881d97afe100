import { Role } from '../../../src/access/role';
import { newId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aMatActivity,
  aSafetyFact,
  aSession,
} from '../../support/factories/care-plans';
import { sendBreakGlass } from '../../support/factories/restrictions';
import { uuidOf } from '../../support/uuid-of';

const RECORD = `query ($id: ID!) { patient(id: $id) { id preferredName identity { fullName } contactPoints { value } status careTeam { id }
  restrictions { id } disclosures { nodes { id } } safetyFacts { id } carePlans { nodes { id activities { id sessions { nodes { id summary note } } } } } } }`;
const CONNECT = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const bind = (by: Role, holderId: string, subject: string, organization = app.harbor) =>
  app.as(by, { organization }).data(CONNECT, { input: { issuer: app.issuer.issuer, subject, holderId } });
const sees = async (caller: Caller, id: string) =>
  (await caller.data('query ($id: ID!) { patient(id: $id) { id } }', { id })).patient;
const grants = async (patientId: string) =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query(
      "select categories = app.of_oneself() as is_whole, categories & app.bit('COUNSELING_NOTE') as notes, valid_until = 'infinity' as lasts from access_grant where principal_id = $1 and basis = 'SELF'",
      [uuidOf(patientId)],
    );
    return rows;
  });

describe('a login that is bound to a patient', () => {
  it('sees their own record, all of it but counseling notes', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const plan = await aCarePlan(app, { by: clinician, patientId, status: 'ACTIVE' });
    const [cbt, mat] = [await aCbtActivity(clinician, plan), await aMatActivity(clinician, plan)];
    const [session, fact] = [
      await aSession(clinician, cbt, { summary: 'Coping.' }),
      await aSafetyFact(clinician, patientId),
    ];
    await clinician.data(
      'mutation ($input: WriteCounselingNoteInput!) { writeCounselingNote(input: $input) { __typename } }',
      {
        input: { sessionId: session, expectedVersion: 1, note: 'CANARY' },
      },
    );
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const { data, text } = await patient.send(RECORD, { id: patientId });
    expect(data.patient).toMatchObject({
      id: patientId,
      identity: { fullName: expect.any(String) },
      contactPoints: [],
      status: 'ACTIVE',
      careTeam: [{ id: expect.any(String) }],
      restrictions: [],
      disclosures: { nodes: [] },
      safetyFacts: [{ id: fact }],
      carePlans: {
        nodes: [
          {
            id: plan,
            activities: [{ id: cbt, sessions: { nodes: [{ summary: 'Coping.', note: null }] } }, { id: mat }],
          },
        ],
      },
    });
    expect(text).not.toContain('CANARY');
    expect(await grants(patientId)).toEqual([{ is_whole: true, notes: 0, lasts: true }]);
    expect(await patient.data('{ viewer { role patient { id } clinician { id } } patients { nodes { id } } }')).toEqual(
      {
        viewer: { role: 'PATIENT', patient: { id: patientId }, clinician: null },
        patients: { nodes: [{ id: patientId }] },
      },
    );
  });

  it('sees no other patient, neither of the program nor elsewhere', async () => {
    const [own, other] = [await aPatient(app), await aPatient(app)];
    const patient = await app.asHolder(Role.PATIENT, own);
    expect(await sees(patient, other)).toBeNull();
    expect(await sees(patient, await aPatient(app, { organization: app.meadow }))).toBeNull();
    const abroad = app.as(Role.PATIENT, { organization: app.meadow, subject: patient.subject });
    expect(await sees(abroad, own)).toBeNull();
  });

  it('is one of several that a patient may have', async () => {
    const patientId = await aPatient(app);
    for (const login of [await app.asHolder(Role.PATIENT, patientId), await app.asHolder(Role.PATIENT, patientId)])
      expect(await sees(login, patientId)).toEqual({ id: patientId });
    expect(await grants(patientId)).toHaveLength(2);
  });

  it('sees nobody before it is bound', async () => {
    const patientId = await aPatient(app);
    const login = app.as(Role.PATIENT);
    expect(await sees(login, patientId)).toBeNull();
    await bind(Role.INTAKE, patientId, login.subject);
    expect(await sees(login, patientId)).toEqual({ id: patientId });
  });
});

describe('a login of somebody who works here and is a patient here', () => {
  const WIDE = [Role.INTAKE, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER];

  /** Somebody whose one login is bound twice, in either order. */
  async function aCoWorker(order: 'patient first' | 'staff first') {
    const subject = newId();
    const team = await aCareTeam(app);
    const clinicianId = await aClinician(app);
    const bindings = [
      () => bind(Role.INTAKE, team.patientId, subject),
      () => bind(Role.ADMINISTRATOR, clinicianId, subject),
    ];
    for (const connect of order === 'patient first' ? bindings : bindings.reverse()) await connect();
    return { ...team, colleagueId: clinicianId, subject };
  }

  it.each(['patient first', 'staff first'] as const)(
    'hides the record from co-workers who do not treat them, bound %s',
    async (order) => {
      const { patientId, clinician } = await aCoWorker(order);
      for (const role of WIDE) expect(await sees(app.as(role), patientId)).toBeNull();
      expect(await sees(clinician, patientId)).toEqual({ id: patientId });
    },
  );

  it('counts and lists nothing of it to them', async () => {
    const { patientId } = await aCoWorker('staff first');
    const identifier = { system: 'urn:example:mrn', value: newId() };
    const shown = await aPatient(app, { identifier });
    for (const role of WIDE) {
      const data = await app
        .as(role)
        .data(
          'query ($id: ID!, $other: ID!) { node(id: $id) { id } nodes(ids: [$id, $other]) { id } patients(first: 100) { nodes { id } } }',
          { id: patientId, other: shown },
        );
      expect(data.node).toBeNull();
      expect(data.nodes).toEqual([null, { id: shown }]);
      expect(data.patients.nodes).not.toContainEqual({ id: patientId });
    }
  });

  it('lets them see themselves as a patient, and not as staff', async () => {
    const { patientId, colleagueId, subject } = await aCoWorker('staff first');
    const asPatient = app.as(Role.PATIENT, { subject });
    expect(await sees(asPatient, patientId)).toEqual({ id: patientId });
    const asClinician = app.as(Role.CLINICIAN, { subject });
    expect(await asClinician.data('{ viewer { clinician { id } patient { id } } }')).toEqual({
      viewer: { clinician: { id: colleagueId }, patient: null },
    });
    expect(await sees(asClinician, patientId)).toBeNull();
  });

  it('opens to a co-worker who joins the care team, as any record', async () => {
    const { patientId, clinician } = await aCoWorker('patient first');
    const other = await aClinician(app);
    await clinician.data('mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }', {
      input: { patientId, clinicianId: other, duty: 'counselor' },
    });
    expect(await sees(await app.asClinician(other), patientId)).toEqual({ id: patientId });
  });

  it('opens in an emergency', async () => {
    const { patientId } = await aCoWorker('patient first');
    const clinician = await app.asClinician(await aClinician(app));
    expect((await sendBreakGlass(clinician, { patientId })).errors).toBeUndefined();
    expect(await sees(clinician, patientId)).toEqual({ id: patientId });
  });

  it('leaves the records of other patients open, and those of another organization alone', async () => {
    const { subject } = await aCoWorker('staff first');
    const elsewhere = await aPatient(app, { organization: app.meadow });
    await bind(Role.INTAKE, elsewhere, subject, app.meadow);
    const director = app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow });
    expect(await sees(director, elsewhere)).toEqual({ id: elsewhere });
    const other = await aPatient(app);
    for (const role of WIDE) expect(await sees(app.as(role), other)).toEqual({ id: other });
  });

  it('is told apart by login, not by patient: another login of theirs opens nothing', async () => {
    const [patientId, subject] = [await aPatient(app), newId()];
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await bind(Role.INTAKE, patientId, subject);
    await bind(Role.ADMINISTRATOR, await aClinician(app), subject);
    expect(await sees(patient, patientId)).toEqual({ id: patientId });
    for (const role of WIDE) expect(await sees(app.as(role), patientId)).toBeNull();
  });
});

it('a seat that the director gives before the binding lasts beyond it', async () => {
  const [patientId, clinicianId, subject] = [await aPatient(app), await aClinician(app), newId()];
  await aSeat(app, { patientId, clinicianId });
  await bind(Role.INTAKE, patientId, subject);
  await bind(Role.ADMINISTRATOR, await aClinician(app), subject);
  expect(await sees(await app.asClinician(clinicianId), patientId)).toEqual({ id: patientId });
});
