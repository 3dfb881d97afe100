import { DateTime } from 'luxon';
import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const PATIENT = `id version preferredName timeZone languages updatedAt
  identity { fullName givenName familyName birthDate sex pronouns address { lines city region postalCode country } home { latitude longitude } }
  contactPoints { channel value mayLeaveMessage sayWhoWeAre safeHours }`;
const REVISE = `mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename
  ... on RevisePatientPayload { patient { ${PATIENT} } } ... on VersionConflict { currentVersion } } }`;

let app: TestApp;
let intake: Caller;
beforeAll(async () => {
  app = await startTestApp();
  intake = app.as(Role.INTAKE);
});
afterAll(() => app.stop());

const full = {
  givenName: 'Robin',
  familyName: 'Example',
  preferredName: 'Rob',
  birthDate: '1985-05-05',
  sex: 'FEMALE',
  pronouns: 'she',
  address: { lines: ['1 Main St', 'Apt 2'], city: 'San José', region: 'CA', postalCode: '95112', country: 'USA' },
  home: { latitude: 37.3, longitude: -121.9 },
  contactPoints: [
    { channel: 'SMS', value: '+1 555 0100', mayLeaveMessage: false, sayWhoWeAre: false, safeHours: 'after 6 pm' },
  ],
  timeZone: 'America/Denver',
  languages: ['en', 'es-MX'],
};

async function present(id: string) {
  const { patient } = await intake.data(`query ($id: ID!) { patient(id: $id) { ${PATIENT} } }`, { id });
  return patient;
}

async function revise(patientId: string, changes: object, expectedVersion = 1) {
  const { revisePatient } = await intake.data(REVISE, { input: { patientId, expectedVersion, ...changes } });
  return revisePatient;
}

it('changes nothing but version and instant when nothing is given', async () => {
  const patientId = await aPatient(app, full);
  const before = await present(patientId);
  const { patient } = await revise(patientId, {});
  expect(patient).toEqual({ ...before, version: 2, updatedAt: patient.updatedAt });
  expect(Date.parse(patient.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
});

it.each<[string, object, object]>([
  ['preferredName', { preferredName: 'Bobby' }, { preferredName: 'Bobby' }],
  ['timeZone', { timeZone: 'Asia/Kathmandu' }, { timeZone: 'Asia/Kathmandu' }],
  ['languages', { languages: ['fr'] }, { languages: ['fr'] }],
  [
    'contactPoints',
    { contactPoints: [{ channel: 'EMAIL', value: 'r@example.org', mayLeaveMessage: true, sayWhoWeAre: true }] },
    {
      contactPoints: [
        { channel: 'EMAIL', value: 'r@example.org', mayLeaveMessage: true, sayWhoWeAre: true, safeHours: null },
      ],
    },
  ],
  ['givenName', { givenName: 'Alex' }, { identity: { givenName: 'Alex', fullName: 'Alex Example' } }],
  ['familyName', { familyName: 'Other' }, { identity: { familyName: 'Other', fullName: 'Robin Other' } }],
  ['birthDate', { birthDate: '1990-02-28' }, { identity: { birthDate: '1990-02-28' } }],
  ['sex', { sex: 'OTHER' }, { identity: { sex: 'OTHER' } }],
  ['pronouns', { pronouns: 'they' }, { identity: { pronouns: 'they' } }],
  [
    'address',
    { address: { lines: [] } },
    { identity: { address: { lines: [], city: null, region: null, postalCode: null, country: null } } },
  ],
  ['home', { home: { latitude: -90, longitude: 180 } }, { identity: { home: { latitude: -90, longitude: 180 } } }],
])('changes %s and nothing beside it', async (_field, changes, expected) => {
  const patientId = await aPatient(app, full);
  const before = await present(patientId);
  const { patient } = await revise(patientId, changes);
  const { identity = {}, ...own } = expected as { identity?: object };
  expect(patient).toEqual({
    ...before,
    ...own,
    identity: { ...before.identity, ...identity },
    version: 2,
    updatedAt: patient.updatedAt,
  });
  expect(await present(patientId)).toEqual(patient);
});

it('clears with null whatever can be empty', async () => {
  const patientId = await aPatient(app, full);
  const cleared = {
    preferredName: null,
    pronouns: null,
    address: null,
    home: null,
    languages: null,
    contactPoints: null,
  };
  const { patient } = await revise(patientId, cleared);
  expect(patient).toMatchObject({
    preferredName: null,
    languages: [],
    contactPoints: [],
    identity: { fullName: 'Robin Example', sex: 'FEMALE', pronouns: null, address: null, home: null },
  });
  expect(await present(patientId)).toEqual(patient);
});

it('replaces lists, with empty ones too', async () => {
  const patientId = await aPatient(app, full);
  expect((await revise(patientId, { languages: [], contactPoints: [] })).patient).toMatchObject({
    languages: [],
    contactPoints: [],
  });
});

it('refuses to clear what cannot be empty, and changes nothing', async () => {
  const patientId = await aPatient(app, full);
  const before = await present(patientId);
  const required = ['givenName', 'familyName', 'birthDate', 'sex', 'timeZone'];
  for (const field of required) {
    const answer = await intake.send(REVISE, {
      input: { patientId, expectedVersion: 1, pronouns: 'changed', [field]: null },
    });
    expect(refusalOf(answer)).toEqual(badInputAt(`input.${field}`));
  }
  expect(await present(patientId)).toEqual(before);
});

it('is found by the new name, and no longer by the old one', async () => {
  const patientId = await aPatient(app, { givenName: 'Before', familyName: 'Oldname' });
  await revise(patientId, { familyName: 'Ñewname' });
  const found = async (search: string) => {
    const { patients } = await intake.data(
      'query ($search: String) { patients(filter: { search: $search }) { nodes { id } } }',
      { search },
    );
    return patients.nodes;
  };
  expect(await found('oldname')).toEqual([]);
  for (const search of ['newname before', 'before newname']) expect(await found(search)).toEqual([{ id: patientId }]);
});

it.each<[string, object, string]>([
  ['a blank name', { givenName: ' ' }, 'input.givenName'],
  ['a language that is none', { languages: ['CANARY!'] }, 'input.languages'],
  ['a place beyond the poles', { home: { latitude: 91, longitude: 0 } }, 'input.home.latitude'],
  [
    'a contact point without a value',
    { contactPoints: [{ channel: 'SMS', value: '', mayLeaveMessage: true, sayWhoWeAre: true }] },
    'input.contactPoints.0.value',
  ],
  [
    'too many contact points',
    {
      contactPoints: Array.from({ length: 11 }, () => ({
        channel: 'SMS',
        value: '1',
        mayLeaveMessage: true,
        sayWhoWeAre: true,
      })),
    },
    'input.contactPoints',
  ],
  ['an address with too many lines', { address: { lines: ['1', '2', '3', '4', '5'] } }, 'input.address.lines'],
  ['a birth date in the future', { birthDate: '2999-01-01' }, 'input.birthDate'],
  ['the birth date of a minor', { birthDate: '2020-01-01' }, 'input.birthDate'],
  ['a birth date beyond any life', { birthDate: '1800-01-01' }, 'input.birthDate'],
])('refuses %s', async (_case, changes, path) => {
  const answer = await intake.send(REVISE, {
    input: { patientId: await aPatient(app), expectedVersion: 1, ...changes },
  });
  expect(refusalOf(answer)).toEqual(badInputAt(path));
  expect(answer.text).not.toContain('CANARY');
});

it("judges a birth date by the program's own day", async () => {
  // One of these zones is on another day than UTC, whatever time it is.
  const utcDay = DateTime.utc().toISODate();
  const zones = ['Pacific/Kiritimati', 'Etc/GMT+12'];
  const zone = zones.find((name) => DateTime.now().setZone(name).toISODate() !== utcDay) ?? '';
  await app
    .as(Role.ADMINISTRATOR, { organization: app.meadow })
    .data('mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) { __typename } }', {
      input: { expectedVersion: 1, timeZone: zone, acceptsMinors: true },
    });
  const desk = app.as(Role.INTAKE, { organization: app.meadow });
  const REGISTER = 'mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } } }';
  const born = (birthDate: string | null) => ({ givenName: 'New', familyName: 'Born', birthDate });
  const today = DateTime.now().setZone(zone);
  const { registerPatient } = await desk.data(REGISTER, { input: born(today.toISODate()) });
  const tomorrow = today.plus({ days: 1 }).toISODate();
  expect(refusalOf(await desk.send(REGISTER, { input: born(tomorrow) }))).toEqual(badInputAt('input.birthDate'));
  const input = { patientId: registerPatient.patient.id, expectedVersion: 1 };
  expect(refusalOf(await desk.send(REVISE, { input: { ...input, birthDate: tomorrow } }))).toEqual(
    badInputAt('input.birthDate'),
  );
  const data = await desk.data(REVISE, { input: { ...input, birthDate: today.toISODate() } });
  expect(data.revisePatient.__typename).toBe('RevisePatientPayload');
});

it('refuses another version than the present one, and changes nothing', async () => {
  const patientId = await aPatient(app, full);
  const before = await present(patientId);
  expect(await revise(patientId, { pronouns: 'they', contactPoints: [], preferredName: 'X' }, 2)).toEqual({
    __typename: 'VersionConflict',
    currentVersion: 1,
  });
  expect(await present(patientId)).toEqual(before);
});

it('lets exactly one of several at once win, whole', async () => {
  const patientId = await aPatient(app, full);
  const names = ['One', 'Two', 'Three', 'Four', 'Five'];
  const results = await Promise.all(
    names.map((name) => revise(patientId, { preferredName: name, givenName: name, pronouns: name })),
  );
  expect(results.map(({ __typename }) => __typename).sort()).toEqual([
    'RevisePatientPayload',
    ...Array(4).fill('VersionConflict'),
  ]);
  const { version, preferredName, identity } = await present(patientId);
  expect([version, identity.givenName, identity.pronouns]).toEqual([2, preferredName, preferredName]);
});

it('does not find what is absent or of another organization', async () => {
  for (const patientId of [toGlobalId('patient', newId()), await aPatient(app, { organization: app.meadow })]) {
    expect(refusalOf(await intake.send(REVISE, { input: { patientId, expectedVersion: 1 } })).code).toBe('NOT_FOUND');
  }
});

it.each([Role.ADMINISTRATOR, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER, Role.PEER_MENTOR])(
  'is closed to %s',
  async (role) => {
    const answer = await app.as(role).send(REVISE, { input: { patientId: await aPatient(app), expectedVersion: 1 } });
    expect(refusalOf(answer).code).toBe('FORBIDDEN');
  },
);

it('lets patients change what they are called and how to reach them, of their own record', async () => {
  const patientId = await aPatient(app);
  const asThemselves = await app.asHolder(Role.PATIENT, patientId);
  const contactPoints = [{ channel: 'SMS', value: '+1 555 0199', mayLeaveMessage: false, sayWhoWeAre: false }];
  const input = { patientId, expectedVersion: 1, preferredName: 'Quinn', contactPoints, languages: ['es'] };
  const { revisePatient } = await asThemselves.data(REVISE, { input });
  expect(revisePatient.patient).toMatchObject({ preferredName: 'Quinn', version: 2 });
  const papers = await asThemselves.send(REVISE, { input: { patientId, expectedVersion: 2, familyName: 'Other' } });
  expect(refusalOf(papers).code).toBe('FORBIDDEN');
  expect((await present(patientId)).version).toBe(2);
  const other = { patientId: await aPatient(app), expectedVersion: 1, preferredName: 'Quinn' };
  expect(refusalOf(await asThemselves.send(REVISE, { input: other })).code).toBe('NOT_FOUND');
});

it('is closed to clinicians, on the care team or not, and open to a record system that sees the patient', async () => {
  const clinicianId = await aClinician(app);
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const input = { patientId, expectedVersion: 1, pronouns: 'they' };
  expect(refusalOf(await (await app.asClinician(clinicianId)).send(REVISE, { input })).code).toBe('FORBIDDEN');
  const sees = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.ru']);
  const blind = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.u', 'system/CarePlan.r']);
  expect(refusalOf(await blind.send(REVISE, { input })).code).toBe('NOT_FOUND');
  expect((await sees.data(REVISE, { input })).revisePatient.patient.identity.pronouns).toBe('they');
});
