import { Role } from '../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClient, aConsent } from '../support/factories/consents';
import { refusalOf } from '../support/refusals';
import { aSeenPatient, type Category, EVERYTHING, type SeenPatient } from './a-seen-patient';

let app: TestApp;
let robin: SeenPatient;

beforeAll(async () => {
  app = await startTestApp();
  robin = await aSeenPatient(app);
});
afterAll(() => app.stop());

async function system({
  registered,
  token = registered,
  legalBasis = 'PROGRAM_SYSTEM',
}: {
  registered: string[];
  token?: string[];
  legalBasis?: string;
}) {
  const { subject } = await app.asClient(Role.EHR_SYSTEM, registered);
  if (legalBasis !== 'PROGRAM_SYSTEM')
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query('update partner_app set legal_basis = $1 where client_id = $2', [legalBasis, subject]),
    );
  return app.as(Role.EHR_SYSTEM, { subject, scopes: token });
}
const ALL = [
  'system/Patient.cruds',
  'system/CarePlan.cruds',
  'system/MedicationRequest.rs',
  'system/Observation.rs',
  'system/PeerSupport.rs',
  'system/Recovery.rs',
  'system/ReturnToUse.rs',
  'system/GroupParticipation.rs',
];

it.each<[string, { registered: string[]; token?: string[]; legalBasis?: string }, readonly Category[]]>([
  ['every scope', { registered: ALL }, EVERYTHING],
  ['patients', { registered: ['system/Patient.rs'] }, ['row', 'identity', 'contact', 'status']],
  ['care plans', { registered: ['system/CarePlan.r'] }, ['row', 'status', 'team']],
  ['peer support', { registered: ['system/PeerSupport.rs'] }, ['row']],
  ['no scope', { registered: [] }, []],
  ['searching without reading', { registered: ['system/Patient.s'] }, []],
  ['writing without reading', { registered: ['system/Patient.cuds'] }, []],
  ['a resource we do not have', { registered: ['system/Appointment.rs'] }, []],
  ['a token with less', { registered: ALL, token: ['system/CarePlan.r'] }, ['row', 'status', 'team']],
  ['a token with no scopes', { registered: ALL, token: [] }, []],
  ['a token with more', { registered: ['system/Patient.r'], token: ALL }, ['row', 'identity', 'contact', 'status']],
  ['a token for something else', { registered: ['system/Patient.rs'], token: ['system/CarePlan.rs'] }, []],
  [
    'scopes of another kind',
    {
      registered: ALL,
      token: [
        'patient/Patient.rs',
        'user/Patient.rs',
        'system/*.rs',
        'system/Patient.*',
        'system/Patient.read',
        'system/Patient.sr',
        'system/Patient.rs.',
        'system/CarePlan.rs.more',
        'Patient.rs',
      ],
    },
    [],
  ],
  ['a service agreement', { registered: ALL, legalBasis: 'QUALIFIED_SERVICE_ORGANIZATION' }, EVERYTHING],
  ["each patient's consent, and none gave it", { registered: ALL, legalBasis: 'PATIENT_CONSENT' }, []],
])('with %s sees what its agreement opens', async (_case, agreement, categories) => {
  const from = 'legalBasis' in agreement && agreement.legalBasis === 'PATIENT_CONSENT' ? 'outside' : 'inside';
  expect(await robin.seenBy(await system(agreement), from)).toEqual(robin.shows(categories));
});

it('is told the scopes in force: letter by letter what both registration and token name', async () => {
  const caller = await system({
    registered: ['system/Patient.crs', 'system/CarePlan.r'],
    token: ['system/Patient.rud', 'system/CarePlan.c', 'system/Observation.r'],
  });
  expect(await caller.data('{ viewer { scopes } }')).toEqual({ viewer: { scopes: ['system/Patient.r'] } });
});

it.each<[string, string, object]>([
  ['system/Patient.c', 'registerPatient', { givenName: 'A', familyName: 'B', birthDate: '1980-01-01' }],
  ['system/Patient.u', 'revisePatient', { expectedVersion: 99 }],
  ['system/Patient.u', 'attachIdentifier', { identifier: { system: 'urn:example:mrn', value: 'A-1' } }],
  ['system/CarePlan.u', 'dischargePatient', { expectedVersion: 99, as: 'COMPLETED' }],
  ['system/CarePlan.u', 'joinCareTeam', { duty: 'any' }],
])('needs %s, registered and in the token, for %s', async (scope, field, fields) => {
  const subjects: Record<string, object> = {
    revisePatient: { patientId: robin.patientId },
    attachIdentifier: { subjectId: robin.patientId },
    dischargePatient: { patientId: robin.patientId },
    joinCareTeam: { patientId: robin.patientId, clinicianId: robin.clinicianId },
  };
  const input = { ...fields, ...subjects[field] };
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const code = async (caller: Caller) =>
    refusalOf(await caller.send(`mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`, { input }))
      .code;
  const reading = ['system/Patient.rs', 'system/CarePlan.rs'];
  expect(await code(await system({ registered: reading, token: [...reading, scope] }))).toBe('FORBIDDEN');
  expect(await code(await system({ registered: [...reading, scope], token: reading }))).toBe('FORBIDDEN');
  expect(await code(await system({ registered: [...reading, scope] }))).not.toBe('FORBIDDEN');
});

it('writes nothing where it reads by the consent of patients, whatever its scopes', async () => {
  const clinician = await app.asClinician(robin.clinicianId);
  const scopes = ['system/Patient.cru', 'system/CarePlan.cru'];
  const { id, caller } = await aClient(app, { kind: 'EHR_SYSTEM', scopes });
  await aConsent(clinician, {
    patientId: robin.patientId,
    recipient: { partnerAppId: id },
    categories: ['IDENTITY', 'CONTACT', 'CARE_PLAN'],
  });
  const revise = 'mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }';
  const { errors } = await caller.send(revise, { input: { patientId: robin.patientId, expectedVersion: 1 } });
  expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
    ['Writing needs an agreement with the program; a consent lets you read.', 'FORBIDDEN'],
  ]);
});

it.each<[string, string[], string, object, string]>([
  [
    'attach an identifier to whom it cannot name',
    ['system/Patient.u', 'system/CarePlan.r'],
    'attachIdentifier',
    { identifier: { system: 'urn:a:b', value: 'c' } },
    'FORBIDDEN',
  ],
  [
    'discharge whose care it cannot see',
    ['system/Patient.r', 'system/CarePlan.u'],
    'dischargePatient',
    { expectedVersion: 1, as: 'COMPLETED' },
    'FORBIDDEN',
  ],
  [
    'readmit whose care it cannot see',
    ['system/Patient.r', 'system/CarePlan.u'],
    'readmitPatient',
    { expectedVersion: 1 },
    'FORBIDDEN',
  ],
  [
    'seat somebody where it cannot see the care',
    ['system/Patient.r', 'system/CarePlan.u'],
    'joinCareTeam',
    { duty: 'any' },
    'FORBIDDEN',
  ],
  [
    'register patients whom it would not see',
    ['system/Patient.c'],
    'registerPatient',
    { givenName: 'A', familyName: 'B', birthDate: '1980-01-01' },
    'FORBIDDEN',
  ],
])('cannot %s', async (_case, registered, field, fields, code) => {
  const subjects: Record<string, object> = {
    attachIdentifier: { subjectId: robin.patientId },
    joinCareTeam: { patientId: robin.patientId, clinicianId: robin.clinicianId },
    registerPatient: {},
  };
  const input = { ...fields, ...(subjects[field] ?? { patientId: robin.patientId }) };
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const caller = await system({ registered });
  const answer = await caller.send(`mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`, {
    input,
  });
  expect(refusalOf(answer).code).toBe(code);
  expect(await robin.seenBy(app.as(Role.PROGRAM_DIRECTOR))).toEqual(robin.shows(EVERYTHING));
});
