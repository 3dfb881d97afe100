import fc from 'fast-check';
import { Role } from '../../../src/access/role';
import { isNpi } from '../../../src/features/identity/register-clinician';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const CLINICIAN = 'id version displayName role npi qualifications active';
const REGISTER = `mutation ($input: RegisterClinicianInput!) { registerClinician(input: $input) { clinician { ${CLINICIAN} } } }`;
const DEACTIVATE = `mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename
  ... on DeactivateClinicianPayload { clinician { ${CLINICIAN} } } ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from allowed } } }`;
const TEAM = 'query ($id: ID!) { patient(id: $id) { careTeam { clinician { id active } } } }';

let app: TestApp;
let administrator: Caller;
let director: Caller;
beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
  director = app.as(Role.PROGRAM_DIRECTOR);
});
afterAll(() => app.stop());

const deactivate = async (clinicianId: string, expectedVersion = 1) =>
  (await administrator.data(DEACTIVATE, { input: { clinicianId, expectedVersion } })).deactivateClinician;

describe('registerClinician', () => {
  it('registers a clinician as given, and with nothing more', async () => {
    const input = {
      displayName: 'Ada Example, MD',
      role: 'PHYSICIAN',
      npi: '1234567893',
      qualifications: ['MD', 'LADC'],
    };
    const { registerClinician } = await administrator.data(REGISTER, { input });
    expect(registerClinician.clinician).toEqual({
      ...input,
      id: expect.stringMatching(/^clinician_/),
      version: 1,
      active: true,
    });
    const bare = await administrator.data(REGISTER, { input: { displayName: 'Ben', role: 'PEER_SUPERVISOR' } });
    expect(bare.registerClinician.clinician).toMatchObject({ npi: null, qualifications: [] });
    const { clinician } = await director.data(`query ($id: ID!) { clinician(id: $id) { ${CLINICIAN} } }`, {
      id: registerClinician.clinician.id,
    });
    expect(clinician).toEqual(registerClinician.clinician);
  });

  it.each<[string, object, string]>([
    ['a blank name', { displayName: '  ' }, 'input.displayName'],
    ['a name that is too long', { displayName: 'x'.repeat(201) }, 'input.displayName'],
    ['an NPI with a wrong check digit', { npi: '1234567890' }, 'input.npi'],
    ['an NPI of nine digits', { npi: '123456789' }, 'input.npi'],
    ['an NPI with letters', { npi: 'CANARY7893' }, 'input.npi'],
    ['an NPI of other digits', { npi: '١٢٣٤٥٦٧٨٩٣' }, 'input.npi'],
    ['too many qualifications', { qualifications: Array.from({ length: 21 }, () => 'MD') }, 'input.qualifications'],
    ['a blank qualification', { qualifications: [''] }, 'input.qualifications'],
  ])('refuses %s', async (_case, changes, path) => {
    const answer = await administrator.send(REGISTER, { input: { displayName: 'Ada', role: 'NURSE', ...changes } });
    expect(refusalOf(answer)).toEqual(badInputAt(path));
    expect(answer.text).not.toContain('CANARY');
  });

  it.each(
    Object.values(Role).filter((role) => ![Role.ADMINISTRATOR, Role.PARTNER_APP, Role.EHR_SYSTEM].includes(role)),
  )('is closed to %s', async (role) => {
    const answer = await app.as(role).send(REGISTER, { input: { displayName: 'Ada', role: 'NURSE' } });
    expect(refusalOf(answer).code).toBe('FORBIDDEN');
  });
});

describe('a National Provider Identifier', () => {
  // The example of the CMS specification, and identifiers that its check digit was worked out for by hand.
  it.each(['1234567893', '1245319599', '1003000126'])('is %s', (npi) => {
    expect(isNpi(npi)).toBe(true);
  });

  it('has one check digit for its first nine, and notices every digit that is another', () => {
    const nine = fc.stringMatching(/^[12]\d{8}$/);
    fc.assert(
      fc.property(nine, fc.nat(8), fc.integer({ min: 1, max: 9 }), (text, at, more) => {
        const fitting = [...'0123456789'].filter((digit) => isNpi(text + digit));
        expect(fitting).toHaveLength(1);
        const other = text.slice(0, at) + ((Number(text[at]) + more) % 10) + text.slice(at + 1);
        expect(isNpi(other + fitting[0])).toBe(false);
      }),
    );
  });
});

describe('deactivateClinician', () => {
  it('ends the work of a clinician, once', async () => {
    const id = await aClinician(app, { displayName: 'Leaving' });
    const { clinician } = await deactivate(id);
    expect(clinician).toMatchObject({ id, version: 2, active: false, displayName: 'Leaving' });
    expect(await deactivate(id, 2)).toEqual({ __typename: 'TransitionNotAllowed', from: 'INACTIVE', allowed: [] });
  });

  it('ends every seat of theirs in the same transaction, and nobody else’s', async () => {
    const [leaving, staying] = [await aClinician(app), await aClinician(app)];
    const first = await aPatient(app, { careTeam: [leaving, staying] });
    const second = await aPatient(app, { careTeam: [staying] });
    await aSeat(app, { patientId: second, clinicianId: leaving, from: '2999-01-01T00:00:00Z' });
    await deactivate(leaving);
    for (const id of [first, second]) {
      const { patient } = await director.data(TEAM, { id });
      expect(patient.careTeam).toEqual([{ clinician: { id: staying, active: true } }]);
    }
    const { clinician } = await director.data('query ($id: ID!) { clinician(id: $id) { caseload { totalCount } } }', {
      id: leaving,
    });
    expect(clinician.caseload.totalCount).toBe(0);
  });

  it('refuses another version than the present one, and ends nothing', async () => {
    const id = await aClinician(app);
    const patientId = await aPatient(app, { careTeam: [id] });
    expect(await deactivate(id, 2)).toEqual({ __typename: 'VersionConflict', currentVersion: 1 });
    const { patient } = await director.data(TEAM, { id: patientId });
    expect(patient.careTeam).toEqual([{ clinician: { id, active: true } }]);
  });

  it('is done by exactly one of several at once', async () => {
    const id = await aClinician(app);
    const results = await Promise.all([1, 2, 3, 4].map(() => deactivate(id)));
    expect(results.filter(({ __typename }) => __typename === 'DeactivateClinicianPayload')).toHaveLength(1);
    const { clinician } = await director.data('query ($id: ID!) { clinician(id: $id) { version active } }', { id });
    expect(clinician).toEqual({ version: 2, active: false });
  });

  it('leaves no seat to a clinician who is being seated at the same moment', async () => {
    const JOIN = 'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }';
    for (let round = 0; round < 3; round += 1) {
      const clinicianId = await aClinician(app);
      const patients = await Promise.all([1, 2, 3].map(() => aPatient(app)));
      const seating = patients.map((patientId) =>
        director.send(JOIN, { input: { patientId, clinicianId, duty: 'any' } }),
      );
      await Promise.all([...seating, deactivate(clinicianId)]);
      for (const id of patients) expect((await director.data(TEAM, { id })).patient.careTeam).toEqual([]);
    }
  });

  it('does not find what is absent or of another organization', async () => {
    const foreign = await aClinician(app, { organization: app.meadow });
    for (const clinicianId of [toGlobalId('clinician', newId()), foreign]) {
      const answer = await administrator.send(DEACTIVATE, { input: { clinicianId, expectedVersion: 1 } });
      expect(refusalOf(answer).code).toBe('NOT_FOUND');
    }
  });

  it.each([Role.INTAKE, Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER, Role.PEER_MENTOR, Role.PATIENT])(
    'is closed to %s',
    async (role) => {
      const answer = await app
        .as(role)
        .send(DEACTIVATE, { input: { clinicianId: await aClinician(app), expectedVersion: 1 } });
      expect(refusalOf(answer).code).toBe('FORBIDDEN');
    },
  );
});
