import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient, serial } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const ATTACH = `mutation ($input: AttachIdentifierInput!) { attachIdentifier(input: $input) {
  subject { id ... on Patient { identity { identifiers { system value } } } } } }`;
const FIND = 'query ($system: URL!, $value: String!) { patientByIdentifier(system: $system, value: $value) { id } }';
const DUPLICATES =
  'query ($familyName: String!, $birthDate: Date!) { possibleDuplicates(familyName: $familyName, birthDate: $birthDate) { id } }';
const RETRACT = 'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename } }';

let app: TestApp;
let intake: Caller;
beforeAll(async () => {
  app = await startTestApp();
  intake = app.as(Role.INTAKE);
});
afterAll(() => app.stop());

const anIdentifier = () => ({ system: 'urn:oid:2.16.840.1.113883.4.1', value: `V-${serial()}` });

describe('attachIdentifier', () => {
  it('attaches what another system calls a patient, beside what others do', async () => {
    const [first, second] = [
      { system: 'urn:a:a', value: '2' },
      { system: 'urn:a:a', value: '1' },
    ];
    const subjectId = await aPatient(app, { identifier: first });
    const { attachIdentifier } = await intake.data(ATTACH, { input: { subjectId, identifier: second } });
    expect(attachIdentifier.subject).toEqual({ id: subjectId, identity: { identifiers: [second, first] } });
    for (const identifier of [first, second])
      expect(await intake.data(FIND, identifier)).toEqual({ patientByIdentifier: { id: subjectId } });
  });

  it('refuses a name that means somebody already, the same patient too', async () => {
    const identifier = anIdentifier();
    const [subjectId, other] = [await aPatient(app, { identifier }), await aPatient(app)];
    for (const id of [subjectId, other]) {
      const answer = await intake.send(ATTACH, { input: { subjectId: id, identifier } });
      expect(refusalOf(answer).code).toBe('CONFLICT');
      expect(answer.text).not.toContain(identifier.value);
    }
    expect(await intake.data(FIND, identifier)).toEqual({ patientByIdentifier: { id: subjectId } });
  });

  it('takes the same value in another system, in other letters, and in another organization', async () => {
    const identifier = { system: 'urn:a:b', value: 'MixedCase' };
    const [subjectId, other] = [await aPatient(app, { identifier }), await aPatient(app)];
    for (const another of [
      { ...identifier, system: 'urn:a:c' },
      { ...identifier, value: 'mixedcase' },
    ])
      await intake.data(ATTACH, { input: { subjectId: other, identifier: another } });
    expect(await intake.data(FIND, identifier)).toEqual({ patientByIdentifier: { id: subjectId } });
    const organization = app.meadow;
    const input = { subjectId: await aPatient(app, { organization }), identifier };
    expect((await app.as(Role.INTAKE, { organization }).data(ATTACH, { input })).attachIdentifier.subject.id).toBe(
      input.subjectId,
    );
  });

  it('gives a name to exactly one of several patients at once', async () => {
    const identifier = anIdentifier();
    const patients = await Promise.all(Array.from({ length: 5 }, () => aPatient(app)));
    const answers = await Promise.all(
      patients.map((subjectId) => intake.send(ATTACH, { input: { subjectId, identifier } })),
    );
    expect(answers.map((answer) => refusalOf(answer).code).sort()).toEqual([...Array(4).fill('CONFLICT'), undefined]);
  });

  it.each<[string, object, string]>([
    ['a namespace that is none', { identifier: { system: 'CANARY', value: '1' } }, 'input.identifier.system'],
    ['a blank value', { identifier: { system: 'urn:a:b', value: ' ' } }, 'input.identifier.value'],
    [
      'a value that is too long',
      { identifier: { system: 'urn:a:b', value: 'x'.repeat(201) } },
      'input.identifier.value',
    ],
    [
      'a kind of record that others have no names for',
      { subjectId: toGlobalId('clinician', newId()) },
      'input.subjectId',
    ],
  ])('refuses %s', async (_case, changes, path) => {
    const answer = await intake.send(ATTACH, {
      input: { subjectId: await aPatient(app), identifier: anIdentifier(), ...changes },
    });
    expect(refusalOf(answer)).toEqual(badInputAt(path));
    expect(answer.text).not.toContain('CANARY');
  });

  it('does not find what is absent or of another organization', async () => {
    for (const subjectId of [toGlobalId('patient', newId()), await aPatient(app, { organization: app.meadow })])
      expect(refusalOf(await intake.send(ATTACH, { input: { subjectId, identifier: anIdentifier() } })).code).toBe(
        'NOT_FOUND',
      );
  });

  it.each([
    Role.ADMINISTRATOR,
    Role.CLINICIAN,
    Role.PROGRAM_DIRECTOR,
    Role.PRIVACY_OFFICER,
    Role.PEER_MENTOR,
    Role.PATIENT,
  ])('is closed to %s', async (role) => {
    const input = { subjectId: await aPatient(app), identifier: anIdentifier() };
    expect(refusalOf(await app.as(role).send(ATTACH, { input })).code).toBe('FORBIDDEN');
  });
});

describe('patientByIdentifier', () => {
  it('answers null for what nobody is called, and takes signs of patterns as they are', async () => {
    const identifier = anIdentifier();
    await aPatient(app, { identifier });
    for (const value of ['', '%', identifier.value.toLowerCase(), `${identifier.value} `, 'x'.repeat(5000)])
      expect(await intake.data(FIND, { ...identifier, value })).toEqual({ patientByIdentifier: null });
  });

  it('refuses what no name can be', async () => {
    expect(refusalOf(await intake.send(FIND, { system: 'urn:a:b', value: 'a\u0000' }))).toEqual(badInputAt('value'));
    expect(refusalOf(await intake.send(FIND, { system: 'CANARY', value: 'a' }))).toEqual(badInputAt('system'));
  });
});

describe('possibleDuplicates', () => {
  it('finds exactly this birth date and family name, whatever accents and case', async () => {
    const born = { familyName: 'Núñez', birthDate: '1971-03-04' };
    const two = [
      await aPatient(app, { ...born, givenName: 'A' }),
      await aPatient(app, { ...born, familyName: 'NUNEZ', givenName: 'B' }),
    ];
    await aPatient(app, { ...born, birthDate: '1971-03-05' });
    await aPatient(app, { ...born, familyName: 'Núñez Ruiz' });
    await aPatient(app, { ...born, organization: app.meadow });
    const found = async (familyName: string, birthDate = born.birthDate) => {
      const { possibleDuplicates } = await intake.data(DUPLICATES, { familyName, birthDate });
      return possibleDuplicates.map(({ id }: { id: string }) => id).sort();
    };
    for (const familyName of ['Núñez', ' nunez ']) expect(await found(familyName)).toEqual([...two].sort());
    for (const familyName of ['nune', 'A Núñez', '%', '', 'n\u0000']) expect(await found(familyName)).toEqual([]);
    expect(await found('Núñez', '0001-01-01')).toEqual([]);
  });

  it.each(Object.values(Role).filter((role) => ![Role.INTAKE, Role.PARTNER_APP, Role.EHR_SYSTEM].includes(role)))(
    'is closed to %s',
    async (role) => {
      const answer = await app.as(role).send(DUPLICATES, { familyName: 'x', birthDate: '1971-03-04' });
      expect(refusalOf(answer).code).toBe('FORBIDDEN');
    },
  );
});

describe('markEnteredInError', () => {
  it('does not find a record that is absent', async () => {
    const director = app.as(Role.PROGRAM_DIRECTOR);
    const clinician = await app.asClinician(await aClinician(app));
    const input = { id: toGlobalId('care_plan', newId()), reason: 'A mistake.' };
    for (const caller of [director, clinician])
      expect(refusalOf(await caller.send(RETRACT, { input })).code).toBe('NOT_FOUND');
  });

  it('refuses a kind of record that is never retracted, and a retraction without a reason', async () => {
    const director = app.as(Role.PROGRAM_DIRECTOR);
    const patientId = await aPatient(app);
    expect(refusalOf(await director.send(RETRACT, { input: { id: patientId, reason: 'A mistake.' } }))).toEqual(
      badInputAt('input.id'),
    );
    const input = { id: toGlobalId('care_plan', newId()), reason: ' ' };
    expect(refusalOf(await director.send(RETRACT, { input }))).toEqual(badInputAt('input.reason'));
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PRIVACY_OFFICER])('is closed to %s', async (role) => {
    const input = { id: toGlobalId('care_plan', newId()), reason: 'A mistake.' };
    expect(refusalOf(await app.as(role).send(RETRACT, { input })).code).toBe('FORBIDDEN');
  });
});
