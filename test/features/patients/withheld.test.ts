import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { uuidOf } from '../../support/uuid-of';

const WITHHELD = 'query ($id: ID!) { patient(id: $id) { withheld { category reason } } }';
const NOTES = [{ category: 'COUNSELING_NOTE', reason: 'OUTSIDE_ROLE' }];

let app: TestApp;
let team: CareTeam;
beforeAll(async () => {
  app = await startTestApp();
  team = await aCareTeam(app);
});
afterAll(() => app.stop());

const withheldFrom = async (caller: Caller) => (await caller.data(WITHHELD, { id: team.patientId })).patient.withheld;

it.each<[string, () => Promise<Caller> | Caller]>([
  ['the patient', () => app.asHolder(Role.PATIENT, team.patientId)],
  ['a clinician of the care team', () => team.clinician],
  ['the director', () => app.as(Role.PROGRAM_DIRECTOR)],
])('tells %s that counseling notes are kept apart', async (_who, caller) => {
  expect(await withheldFrom(await caller())).toEqual(NOTES);
});

it.each([Role.INTAKE, Role.PRIVACY_OFFICER])('tells %s nothing', async (role) => {
  expect(await withheldFrom(app.as(role))).toEqual([]);
});

it('tells a client nothing', async () => {
  const client = await aClient(app);
  await aConsent(team.clinician, { patientId: team.patientId, recipient: { partnerAppId: client.id } });
  expect(await withheldFrom(client.caller)).toEqual([]);
});

it('tells a clinician what the patient does not share with them', async () => {
  const { patientId, clinicianId, clinician } = await aCareTeam(app);
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      `insert into access_restriction (organization_id, id, patient_id, clinician_id, categories, reason, starts_at)
       values ($1, gen_random_uuid(), $2, $3, '{MEDICATION,RETURN_TO_USE}', 'At the request of the patient', now())`,
      [app.harbor.uuid, uuidOf(patientId), uuidOf(clinicianId)],
    ),
  );
  const { patient } = await clinician.data(WITHHELD, { id: patientId });
  expect(patient.withheld).toEqual([
    { category: 'MEDICATION', reason: 'NO_CONSENT' },
    { category: 'RETURN_TO_USE', reason: 'NO_CONSENT' },
    ...NOTES,
  ]);
});
