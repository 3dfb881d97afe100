import { Role } from '../../../../src/access/role';
import { newId, toGlobalId } from '../../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import { anAssessment } from '../../../support/factories/assessments';
import { aCareTeam, type CareTeam } from '../../../support/factories/care-plans';
import { aClient, aConsent } from '../../../support/factories/consents';
import { refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

const RECORD = `mutation ($input: RecordAssessmentInput!) { recordAssessment(input: $input) { created assessment { id } } }`;
const LIST = `query ($id: ID!) { patient(id: $id) { assessments { nodes { id total band bandSource flags } } } }`;
const taken = { instrument: 'AUDIT_C', takenAt: '2026-03-02T17:00:00Z', total: 3 };

let app: TestApp;
let team: CareTeam;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
  team = { ...team, patientId: await aPatient(app, { careTeam: [team.clinicianId], sex: 'FEMALE' }) };
});
afterAll(() => app.stop());

const send = (by: Caller, patientId = team.patientId) => by.send(RECORD, { input: { patientId, ...taken } });
const seenBy = async (by: Caller) => (await by.data(LIST, { id: team.patientId })).patient?.assessments.nodes ?? null;

describe('who records an assessment', () => {
  it('is a clinician of the team, the patient, and a system with the scope, with a line in the log', async () => {
    const self = await app.asHolder(Role.PATIENT, team.patientId);
    const ehr = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/Observation.cr']);
    for (const by of [team.clinician, self, ehr]) {
      const { data, headers } = await send(by);
      expect(data.recordAssessment.created).toBe(true);
      const { rows } = await asAdmin(app.databaseUrl, (admin) =>
        admin.query('select kind, subject_type, patient_id from audit_event where request_id = $1', [
          headers['x-request-id'],
        ]),
      );
      expect(rows).toEqual([
        { kind: 'assessment.recorded', subject_type: 'assessment', patient_id: uuidOf(team.patientId) },
      ]);
    }
  });

  it('finds no patient for a stranger, another patient, or another organization', async () => {
    const stranger = await app.asClinician(await aClinician(app));
    const other = await app.asHolder(Role.PATIENT, await aPatient(app));
    const elsewhere = (await aCareTeam(app, app.meadow)).clinician;
    for (const by of [stranger, other, elsewhere]) expect(refusalOf(await send(by)).code).toBe('NOT_FOUND');
    expect(refusalOf(await send(team.clinician, toGlobalId('patient', newId()))).code).toBe('NOT_FOUND');
  });

  it('is nobody else', async () => {
    const reader = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/Observation.r']);
    const writer = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/Observation.c']);
    for (const by of [reader, writer, app.as(Role.PROGRAM_DIRECTOR), app.as(Role.INTAKE)])
      expect(refusalOf(await send(by)).code).toBe('FORBIDDEN');
  });
});

describe('a band that tells the sex', () => {
  const shown = [{ id: expect.any(String), total: 3, band: 'POSITIVE', bandSource: expect.any(String), flags: [] }];
  const withheld = [{ id: expect.any(String), total: 3, band: null, bandSource: null, flags: ['CUT_DEPENDS_ON_SEX'] }];

  it('is for those who see the identity; to all others it is as if no sex were on record', async () => {
    await anAssessment(team.clinician, team.patientId, taken);
    const self = await app.asHolder(Role.PATIENT, team.patientId);
    const client = await aClient(app, { scopes: ['system/Patient.rs', 'system/Observation.rs'] });
    await aConsent(self, {
      patientId: team.patientId,
      recipient: { partnerAppId: client.id },
      categories: ['ASSESSMENT'],
    });
    const ehr = await app.asClient(Role.EHR_SYSTEM, ['system/Observation.rs']);
    expect(await seenBy(team.clinician)).toEqual(shown);
    expect(await seenBy(self)).toEqual(shown);
    expect(await seenBy(client.caller)).toEqual(withheld);
    expect(await seenBy(ehr)).toEqual(withheld);
  });

  it('is not told to a system by recording the score that would tell it', async () => {
    const ehr = await app.asClient(Role.EHR_SYSTEM, ['system/Observation.cr']);
    const { data } = await ehr.send(
      'mutation ($input: RecordAssessmentInput!) { recordAssessment(input: $input) { assessment { band flags } } }',
      { input: { patientId: team.patientId, ...taken } },
    );
    expect(data.recordAssessment.assessment).toEqual({ band: null, flags: ['CUT_DEPENDS_ON_SEX'] });
    expect(await seenBy(team.clinician)).toEqual(shown);
  });

  it('is noted as identity where it was shown to somebody outside', async () => {
    await anAssessment(team.clinician, team.patientId, taken);
    const self = await app.asHolder(Role.PATIENT, team.patientId);
    const client = await aClient(app, { scopes: ['system/Patient.rs', 'system/Observation.rs'] });
    await aConsent(self, {
      patientId: team.patientId,
      recipient: { partnerAppId: client.id },
      categories: ['ASSESSMENT', 'IDENTITY'],
    });
    expect(await seenBy(client.caller)).toEqual(shown);
    const { patient } = await self.data(
      'query ($id: ID!) { patient(id: $id) { disclosures(first: 1) { nodes { categories } } } }',
      { id: team.patientId },
    );
    expect(patient.disclosures.nodes).toEqual([{ categories: ['IDENTITY', 'ASSESSMENT'] }]);
  });
});

it('shows assessments to nobody without the category', async () => {
  await anAssessment(team.clinician, team.patientId, taken);
  const self = await app.asHolder(Role.PATIENT, team.patientId);
  const client = await aClient(app, { scopes: ['system/Patient.rs', 'system/Observation.rs', 'system/CarePlan.rs'] });
  await aConsent(self, {
    patientId: team.patientId,
    recipient: { partnerAppId: client.id },
    categories: ['CARE_PLAN'],
  });
  expect(await seenBy(client.caller)).toEqual([]);
  expect(await seenBy(app.as(Role.INTAKE))).toEqual([]);
  expect(await seenBy(app.as(Role.PRIVACY_OFFICER))).toEqual([]);
  expect(await seenBy(app.as(Role.PROGRAM_DIRECTOR))).toHaveLength(1);
});
