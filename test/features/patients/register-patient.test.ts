import { Role } from '../../../src/access/role';
import { startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';

const REGISTER = `mutation ($input: RegisterPatientInput!) {
  registerPatient(input: $input) { created patient { id version status preferredName languages timeZone identity { fullName birthDate sex identifiers { system value } } contactPoints { channel value } } }
}`;
const robin = { givenName: 'Robin', familyName: 'Example', birthDate: '1985-05-05' };

describe('registerPatient', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  it('registers a patient whom the front desk sees with identity and contact', async () => {
    const data = await app.as(Role.INTAKE).data(REGISTER, {
      input: {
        ...robin,
        contactPoints: [{ channel: 'SMS', value: '+1 555 0100', mayLeaveMessage: false, sayWhoWeAre: false }],
      },
    });
    expect(data.registerPatient).toMatchObject({
      created: true,
      patient: {
        version: 1,
        status: 'PRE_ADMISSION',
        timeZone: 'America/Los_Angeles',
        identity: { fullName: 'Robin Example', birthDate: '1985-05-05', sex: 'UNKNOWN', identifiers: [] },
        contactPoints: [{ channel: 'SMS', value: '+1 555 0100' }],
      },
    });
  });

  it('answers with the record unchanged when the identifier is known', async () => {
    const identifier = { system: 'urn:example:mrn', value: 'A-1' };
    const intake = app.as(Role.INTAKE);
    const first = await intake.data(REGISTER, { input: { ...robin, identifier } });
    const again = await intake.data(REGISTER, { input: { ...robin, givenName: 'Other', identifier } });
    expect(again.registerPatient.created).toBe(false);
    expect(again.registerPatient.patient).toEqual(first.registerPatient.patient);
  });

  it('registers once when two systems register the same identifier at the same moment', async () => {
    const input = { ...robin, identifier: { system: 'urn:example:mrn', value: 'race' } };
    const answers = await Promise.all(Array.from({ length: 6 }, () => app.as(Role.INTAKE).data(REGISTER, { input })));
    const ids = new Set(answers.map((answer) => answer.registerPatient.patient.id));
    expect(ids.size).toBe(1);
    expect(answers.filter((answer) => answer.registerPatient.created)).toHaveLength(1);
  });

  it('names every field that cannot be accepted, echoes no value and changes nothing', async () => {
    const intake = app.as(Role.INTAKE);
    const before = await intake.data('{ patients { totalCount } }');
    const answer = await intake.send(REGISTER, {
      input: { ...robin, givenName: '  ', languages: ['CANARY!'], birthDate: '2400-01-01' },
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(answer.errors?.[0]?.extensions.fields?.map(({ path }) => path).sort()).toEqual([
      'input.givenName',
      'input.languages',
    ]);
    expect(answer.text).not.toContain('CANARY');
    expect(await intake.data('{ patients { totalCount } }')).toEqual(before);
  });

  it.each([
    ['in the future', '2999-01-01'],
    ['of a minor, where the program registers none', '2020-01-01'],
    ['beyond any life', '1800-01-01'],
  ])('refuses a birth date %s', async (_case, birthDate) => {
    const answer = await app.as(Role.INTAKE).send(REGISTER, { input: { ...robin, birthDate } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.birthDate' }],
    });
    expect(answer.text).not.toContain(birthDate);
  });

  it.each([
    Role.ADMINISTRATOR,
    Role.CLINICIAN,
    Role.PROGRAM_DIRECTOR,
    Role.PRIVACY_OFFICER,
    Role.PATIENT,
    Role.PEER_MENTOR,
  ])('is closed to %s', async (role) => {
    const answer = await app.as(role).send(REGISTER, { input: robin });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is open to a record system with the scope, and closed without it', async () => {
    const open = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.cruds']);
    expect((await open.data(REGISTER, { input: robin })).registerPatient.created).toBe(true);
    const closed = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs']);
    expect((await closed.send(REGISTER, { input: robin })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('lets the same identifier mean another patient in another organization', async () => {
    const input = { ...robin, identifier: { system: 'urn:example:mrn', value: 'shared' } };
    const here = await app.as(Role.INTAKE).data(REGISTER, { input });
    const there = await app.as(Role.INTAKE, { organization: app.meadow }).data(REGISTER, { input });
    expect(there.registerPatient.created).toBe(true);
    expect(there.registerPatient.patient.id).not.toBe(here.registerPatient.patient.id);
  });

  it('has one effect under an idempotency key, and refuses the key for another request', async () => {
    const intake = app.as(Role.INTAKE);
    const send = (input: object) => intake.send(REGISTER, { input }, { idempotencyKey: 'key-1' });
    const answers = await Promise.all([send(robin), send(robin), send(robin)]);
    const ids = new Set(answers.map((answer) => answer.data?.registerPatient.patient.id));
    expect(ids.size).toBe(1);
    expect(ids.has(undefined)).toBe(false);
    const other = await send({ ...robin, givenName: 'Other' });
    expect(other.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'Idempotency-Key' }],
    });
  });

  it('shows a clinician the patients of their care teams only', async () => {
    const clinicianId = await aClinician(app);
    const mine = await aPatient(app, { careTeam: [clinicianId] });
    const other = await aPatient(app);
    const ada = await app.asClinician(clinicianId);
    const data = await ada.data(
      'query ($a: ID!, $b: ID!) { a: patient(id: $a) { id } b: patient(id: $b) { id } patients { nodes { id } } }',
      { a: mine, b: other },
    );
    expect(data).toEqual({ a: { id: mine }, b: null, patients: { nodes: [{ id: mine }] } });
  });
});
