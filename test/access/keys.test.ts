import { Client } from 'pg';
import { Role } from '../../src/access/role';
import { newId } from '../../src/platform/graphql/ids';
import { startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { aCarePlan, aCareTeam } from '../support/factories/care-plans';
import { aPeerLink } from '../support/factories/peer-links';
import { aPeerGroup } from '../support/factories/peers';
import { uuidOf } from '../support/uuid-of';

let app: TestApp;
let admin: Client;

beforeAll(async () => {
  app = await startTestApp();
  admin = new Client({ connectionString: app.databaseUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await app?.stop();
});

it('keeps a link with the patient of its plan', async () => {
  const { patientId, clinician } = await aCareTeam(app);
  const carePlanId = await aCarePlan(app, { patientId, by: clinician });
  const peerGroupId = await aPeerGroup(app);
  const { id } = await aPeerLink(clinician, { patientId, carePlanId, peerGroupId });
  const other = await aCarePlan(app);
  const moved = admin.query('update peer_link set care_plan_id = $2 where id = $1', [uuidOf(id), uuidOf(other)]);
  await expect(moved).rejects.toMatchObject({ constraint: 'peer_link_care_plan' });
});

it("leaves the grant of another organization's seat alone, should two seats ever have the same id", async () => {
  const clinicianId = await aClinician(app);
  const seatId = uuidOf(await aSeat(app, { clinicianId, patientId: await aPatient(app) }));
  const { meadow } = app;
  const theirs = {
    clinicianId: uuidOf(await aClinician(app, { organization: meadow })),
    patientId: uuidOf(await aPatient(app, { organization: meadow })),
  };
  await admin.query(
    `insert into care_team_member (organization_id, id, patient_id, clinician_id, duty, starts_at) values ($1, $2, $3, $4, 'any', now())`,
    [meadow.uuid, seatId, theirs.patientId, theirs.clinicianId],
  );
  await admin.query('update care_team_member set ends_at = now() where organization_id = $1 and id = $2', [
    meadow.uuid,
    seatId,
  ]);
  const { rows } = await admin.query('select organization_id, valid_until from access_grant where source_id = $1', [
    seatId,
  ]);
  // Theirs has ended, and is none any more.
  expect(rows).toEqual([{ organization_id: app.harbor.uuid, valid_until: Number.POSITIVE_INFINITY }]);
});

it('tells no administrator whose login a patient uses', async () => {
  const login = { issuer: app.issuer.issuer, subject: newId() };
  const connect = (role: Role, holderId: string) =>
    app.as(role).send('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { __typename } }', {
      input: { ...login, holderId },
    });
  expect((await connect(Role.INTAKE, await aPatient(app))).errors).toBeUndefined();
  const clinicianId = await aClinician(app);
  expect((await connect(Role.ADMINISTRATOR, clinicianId)).errors).toBeUndefined();
  // Now there is something that an administrator may know of.
  expect((await connect(Role.ADMINISTRATOR, clinicianId)).errors?.[0]?.extensions.code).toBe('CONFLICT');

  const holders = async (role: Role) => {
    const { viewer } = await app
      .as(role, { subject: login.subject })
      .data('{ viewer { clinician { id } patient { id } role } }');
    return viewer.clinician?.id ?? viewer.role;
  };
  expect(await holders(Role.CLINICIAN)).toBe(clinicianId);
  expect(await holders(Role.PATIENT)).toBe(Role.PATIENT);
});

// The other way round it counts for nothing, or the front desk could shut out whomever it binds: logins.test.ts.
it('refuses the login of a clinician that comes as a patient', async () => {
  const { subject } = await app.asHolder(Role.CLINICIAN, await aClinician(app));
  expect((await app.as(Role.PATIENT, { subject }).send('{ viewer { role } }')).status).toBe(401);
});
