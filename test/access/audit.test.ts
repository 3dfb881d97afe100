import { Role } from '../../src/access/role';
import { parseGlobalId } from '../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { allLinesOf, type Line } from './audit-lines';

/** Never to be found in the log: names, contacts, dates, how care ended and why. */
const FACTS = ['CANARY', '1985-05-05', 'LEFT_EARLY', 'urn:example:mrn'];

let app: TestApp;
let clinicianId: string;
let patientId: string;
let director: Caller;
let intake: Caller;
let administrator: Caller;

beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  intake = app.as(Role.INTAKE);
  administrator = app.as(Role.ADMINISTRATOR);
  clinicianId = await aClinician(app);
  patientId = await aPatient(app);
});
afterAll(() => app.stop());

/** What the work adds to the log, but for the looks of the director: they have tests of their own. */
async function linesOf<T>(work: () => Promise<T>): Promise<{ result: T; lines: Line[] }> {
  const { result, lines } = await allLinesOf(app, work);
  return { result, lines: lines.filter(({ kind }) => kind !== 'patients.seen') };
}

const SUBJECTS = `... on RegisterClinicianPayload { clinician { id } } ... on DeactivateClinicianPayload { clinician { id } }
  ... on ReviseOrganizationPayload { organization { id } } ... on RegisterPartnerAppPayload { partnerApp { id } } ... on SuspendPartnerAppPayload { partnerApp { id } }
  ... on ConnectAccountPayload { account { id } } ... on RegisterPatientPayload { patient { id } } ... on RevisePatientPayload { patient { id } }
  ... on AttachIdentifierPayload { subject { id } } ... on DischargePatientPayload { patient { id } } ... on ReadmitPatientPayload { patient { id } }
  ... on JoinCareTeamPayload { careTeamMember { id } } ... on LeaveCareTeamPayload { careTeamMember { id } }`;

/** A mutation, answering with the record in its payload. */
function mutation(field: string): string {
  const name = `${field[0]?.toUpperCase()}${field.slice(1)}`;
  const own = SUBJECTS.split('... on ').filter((part) => part.startsWith(`${name}Payload`));
  return `mutation ($input: ${name}Input!) { ${field}(input: $input) { __typename ... on ${own[0]} } }`;
}

const CASES: [
  string,
  () => Caller,
  () => object | Promise<object>,
  { kind: string; aboutPatient?: boolean; reason?: string },
][] = [
  [
    'reviseOrganization',
    () => administrator,
    () => ({ expectedVersion: 1, emergencyText: 'CANARY' }),
    { kind: 'organization.revised' },
  ],
  [
    'registerClinician',
    () => administrator,
    () => ({ displayName: 'CANARY', role: 'NURSE' }),
    { kind: 'clinician.registered' },
  ],
  [
    'deactivateClinician',
    () => administrator,
    async () => ({ clinicianId: await aClinician(app), expectedVersion: 1 }),
    { kind: 'clinician.deactivated' },
  ],
  [
    'connectAccount',
    () => administrator,
    () => ({ issuer: 'urn:CANARY', subject: 'CANARY', holderId: clinicianId }),
    { kind: 'account.connected' },
  ],
  [
    'connectAccount',
    () => intake,
    () => ({ issuer: 'urn:CANARY', subject: 'CANARY-2', holderId: patientId }),
    { kind: 'account.connected', aboutPatient: true },
  ],
  [
    'registerPartnerApp',
    () => administrator,
    () => ({ name: 'CANARY', clientId: 'CANARY', kind: 'PARTNER_APP', legalBasis: 'PATIENT_CONSENT', scopes: [] }),
    { kind: 'partner-app.registered' },
  ],
  [
    'suspendPartnerApp',
    () => administrator,
    suspension,
    { kind: 'partner-app.suspended', reason: 'Their certificate expired.' },
  ],
  [
    'registerPatient',
    () => intake,
    () => ({
      givenName: 'CANARY',
      familyName: 'CANARY',
      birthDate: '1985-05-05',
      identifier: { system: 'urn:example:mrn', value: 'CANARY' },
    }),
    { kind: 'patient.registered', aboutPatient: true },
  ],
  [
    'revisePatient',
    () => intake,
    () => ({ patientId, expectedVersion: 1, pronouns: 'CANARY' }),
    { kind: 'patient.revised', aboutPatient: true },
  ],
  [
    'attachIdentifier',
    () => intake,
    () => ({ subjectId: patientId, identifier: { system: 'urn:example:mrn', value: 'CANARY-2' } }),
    { kind: 'identifier.attached', aboutPatient: true },
  ],
  [
    'dischargePatient',
    () => director,
    () => ({ patientId, expectedVersion: 2, as: 'LEFT_EARLY', reason: 'CANARY' }),
    { kind: 'patient.discharged', aboutPatient: true },
  ],
  [
    'readmitPatient',
    () => director,
    () => ({ patientId, expectedVersion: 3 }),
    { kind: 'patient.readmitted', aboutPatient: true },
  ],
  [
    'joinCareTeam',
    () => director,
    () => ({ patientId, clinicianId, duty: 'CANARY', reason: 'Somebody had to.' }),
    { kind: 'care-team.joined', aboutPatient: true, reason: 'Somebody had to.' },
  ],
  [
    'leaveCareTeam',
    () => director,
    async () => ({ careTeamMemberId: await aSeat(app, { patientId, clinicianId: await aClinician(app) }) }),
    { kind: 'care-team.left', aboutPatient: true },
  ],
];

async function suspension(): Promise<object> {
  const { subject } = await app.asClient(Role.EHR_SYSTEM, []);
  const { partnerApps } = await administrator.data('{ partnerApps { nodes { id clientId version } } }');
  const mine = partnerApps.nodes.find(({ clientId }: { clientId: string }) => clientId === subject);
  return { partnerAppId: mine.id, expectedVersion: mine.version, reason: 'Their certificate expired.' };
}

it.each(CASES)(
  '%s writes one line: who did what to which record, and no fact of it',
  async (field, callerOf, inputOf, { kind, aboutPatient = false, reason = null }) => {
    const input = await inputOf();
    const began = Date.now();
    const { result, lines } = await linesOf(() => callerOf().send(mutation(field), { input }));
    const { __typename, ...payload } = result.data[field];
    expect(__typename).toMatch(/Payload$/);
    const [subject] = Object.values(payload) as { id: string }[];
    const { prefix = '', uuid = '' } = parseGlobalId(subject?.id ?? '') ?? {};
    const patientUuid = field === 'registerPatient' ? uuid : parseGlobalId(patientId)?.uuid;
    expect(lines).toEqual([
      expect.objectContaining({
        organization_id: app.harbor.uuid,
        role: callerOf() === director ? 'PROGRAM_DIRECTOR' : callerOf() === intake ? 'INTAKE' : 'ADMINISTRATOR',
        kind,
        subject_type: prefix,
        subject_id: uuid,
        patient_id: aboutPatient ? patientUuid : null,
        reason,
        request_id: result.headers['x-request-id'],
      }),
    ]);
    const at = new Date(lines[0]?.at ?? 0).getTime();
    expect(at).toBeGreaterThanOrEqual(began);
    expect(at).toBeLessThanOrEqual(Date.now());
    for (const fact of FACTS) expect(JSON.stringify(lines)).not.toContain(fact);
  },
);

it('names the clinician behind a login, and the same principal for a login every time', async () => {
  const ada = await app.asClinician(clinicianId);
  const bound = await linesOf(async () =>
    ada.data(mutation('leaveCareTeam'), {
      input: { careTeamMemberId: await aSeat(app, { patientId, clinicianId: await aClinician(app) }) },
    }),
  );
  expect(bound.lines.find(({ kind }) => kind === 'care-team.left')).toMatchObject({
    principal_id: parseGlobalId(clinicianId)?.uuid,
    role: 'CLINICIAN',
  });
  const duplicates = '{ possibleDuplicates(familyName: "x", birthDate: "1985-05-05") { id } }';
  const [first, second] = [await linesOf(() => intake.data(duplicates)), await linesOf(() => intake.data(duplicates))];
  expect(first.lines[0]?.principal_id).toBe(second.lines[0]?.principal_id);
  const other = await linesOf(() => app.as(Role.INTAKE).data(duplicates));
  expect(other.lines[0]?.principal_id).not.toBe(first.lines[0]?.principal_id);
});

it('looking for duplicates writes one line each time, found or not, and no name', async () => {
  const ask = (familyName: string) =>
    intake.data(
      'query ($familyName: String!) { possibleDuplicates(familyName: $familyName, birthDate: "1985-05-05") { id } }',
      { familyName },
    );
  for (const familyName of ['CANARY', 'nobody']) {
    const { result, lines } = await linesOf(() => ask(familyName));
    expect(result.possibleDuplicates).toHaveLength(familyName === 'CANARY' ? 1 : 0);
    expect(lines).toMatchObject([
      {
        kind: 'patient.duplicates-searched',
        role: 'INTAKE',
        subject_type: 'organization',
        subject_id: app.harbor.uuid,
      },
    ]);
    for (const fact of FACTS) expect(JSON.stringify(lines)).not.toContain(fact);
  }
});

it('what is refused, fails or was done before writes no line', async () => {
  const { lines } = await linesOf(async () => {
    await director.data(mutation('dischargePatient'), { input: { patientId, expectedVersion: 1, as: 'COMPLETED' } });
    await director.data(mutation('readmitPatient'), { input: { patientId, expectedVersion: 4 } });
    await administrator.send(mutation('registerPartnerApp'), {
      input: { name: 'A', clientId: 'CANARY', kind: 'PARTNER_APP', legalBasis: 'PATIENT_CONSENT', scopes: [] },
    });
    await intake.send(mutation('registerPatient'), {
      input: { givenName: 'A', familyName: 'B', birthDate: '2999-01-01' },
    });
    const known = {
      givenName: 'A',
      familyName: 'B',
      birthDate: '1985-05-05',
      identifier: { system: 'urn:example:mrn', value: 'CANARY' },
    };
    expect((await intake.data(mutation('registerPatient'), { input: known })).registerPatient.patient).toBeTruthy();
    await intake.send(mutation('dischargePatient'), { input: { patientId, expectedVersion: 4, as: 'COMPLETED' } });
  });
  expect(lines).toEqual([]);
});

it('a replay under an idempotency key writes no second line', async () => {
  const input = { displayName: 'Once', role: 'NURSE' };
  const { lines } = await linesOf(async () => {
    for (const _ of [1, 2, 3])
      await administrator.send(mutation('registerClinician'), { input }, { idempotencyKey: 'once' });
  });
  expect(lines).toHaveLength(1);
});
