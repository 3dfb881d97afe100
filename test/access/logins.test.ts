import { Role } from '../../src/access/role';
import { newId } from '../../src/platform/graphql/ids';
import { type Answer, type Caller, startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient } from '../support/factories';

const WHO = '{ viewer { role displayName clinician { id } patient { id } } patients { nodes { id } } }';
const NAMED = '{ viewer { role displayName clinician { id } patient { id } } }';
const CONNECT = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }';

/** Those who work here, and come by logins of their own. */
const STAFF = [
  Role.ADMINISTRATOR,
  Role.INTAKE,
  Role.CLINICIAN,
  Role.PROGRAM_DIRECTOR,
  Role.PRIVACY_OFFICER,
  Role.PEER_MENTOR,
];

let app: TestApp;
let clinicianId: string;
let patientId: string;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app, { displayName: 'Ada' });
  patientId = await aPatient(app, { careTeam: [clinicianId] });
});
afterAll(() => app.stop());

function isNobody({ status, data, errors = [] }: Answer): void {
  expect({ status, data: data ?? null }).toEqual({ status: 401, data: null });
  for (const { message, extensions } of errors)
    expect({ message, code: extensions.code }).toEqual({
      message: 'Send a valid bearer token in the Authorization header.',
      code: 'UNAUTHENTICATED',
    });
  expect(errors.length).toBeGreaterThan(0);
}

async function bind(holderId: string, role: Role, binder = Role.ADMINISTRATOR): Promise<Caller> {
  const subject = newId();
  await app.as(binder).data(CONNECT, { input: { issuer: app.issuer.issuer, subject, holderId } });
  return app.as(role, { subject });
}

describe('a login is nobody', () => {
  it('without a token', async () => isNobody(await app.nobody().send(WHO)));

  it('with a token of another making', async () => isNobody(await app.withToken('CANARY.a.b').send(WHO)));

  it('in an organization that does not exist', async () => {
    const nowhere = { ...app.harbor, uuid: newId() };
    for (const role of Object.values(Role)) isNobody(await app.as(role, { organization: nowhere }).send(WHO));
  });

  it('as a client that is not registered', async () => {
    for (const role of [Role.EHR_SYSTEM, Role.PARTNER_APP])
      isNobody(await app.as(role, { subject: 'stranger', scopes: ['system/Patient.rs'] }).send(WHO));
  });

  it('as a client of another kind than it was registered as', async () => {
    const scopes = ['system/Patient.rs'];
    const { subject: partner } = await app.asClient(Role.PARTNER_APP, scopes);
    isNobody(await app.as(Role.EHR_SYSTEM, { subject: partner, scopes }).send(WHO));
    const { subject: ehr } = await app.asClient(Role.EHR_SYSTEM, scopes);
    isNobody(await app.as(Role.PARTNER_APP, { subject: ehr, scopes }).send(WHO));
  });

  it('as a client of another organization', async () => {
    const scopes = ['system/Patient.rs'];
    const { subject } = await app.asClient(Role.EHR_SYSTEM, scopes, app.meadow);
    isNobody(await app.as(Role.EHR_SYSTEM, { subject, scopes }).send(WHO));
  });

  // "One login has one role" (docs/authentication.md): with two, what each may see would add up.
  it.each(Object.values(Role).filter((role) => role !== Role.CLINICIAN))(
    'when it is bound to a clinician and the token says %s',
    async (role) => isNobody(await (await bind(clinicianId, role)).send('{ viewer { role } }')),
  );

  it.each([Role.PARTNER_APP, Role.EHR_SYSTEM])(
    'when it is bound to a patient and the token says %s: clients are registered, not bound',
    async (role) => isNobody(await (await bind(patientId, role, Role.INTAKE)).send('{ viewer { role } }')),
  );
});

describe('a login', () => {
  it('that is bound to a clinician is that clinician', async () => {
    const data = await (await bind(clinicianId, Role.CLINICIAN)).data(WHO);
    expect(data.viewer).toEqual({
      role: 'CLINICIAN',
      displayName: 'Ada',
      clinician: { id: clinicianId },
      patient: null,
    });
    expect(data.patients.nodes).toEqual([{ id: patientId }]);
  });

  it('that is bound to nobody is a role without a name, and a clinician without patients', async () => {
    const data = await app.as(Role.CLINICIAN).data(WHO);
    expect(data).toEqual({
      viewer: { role: 'CLINICIAN', displayName: 'clinician', clinician: null, patient: null },
      patients: { nodes: [] },
    });
    expect(await app.as(Role.PROGRAM_DIRECTOR).data('{ viewer { displayName } }')).toEqual({
      viewer: { displayName: 'program director' },
    });
  });

  // Or the front desk could shut out whomever it likes.
  it.each(STAFF)('of %s is who it was before the front desk binds it to a patient', async (role) => {
    const login = app.as(role);
    const told = async () => [await login.data(NAMED), (await login.send('{ patients { nodes { id } } }')).text];
    const before = await told();
    expect(before[0].viewer).toMatchObject({ role, clinician: null, patient: null });
    await app
      .as(Role.INTAKE)
      .data(CONNECT, { input: { issuer: app.issuer.issuer, subject: login.subject, holderId: patientId } });
    expect(await told()).toEqual(before);
    const asPatient = app.as(Role.PATIENT, { subject: login.subject });
    expect((await asPatient.data(WHO)).viewer.patient).toEqual({ id: patientId });
  });

  it('of one organization is bound to nobody in another', async () => {
    const { subject } = await bind(clinicianId, Role.CLINICIAN);
    const abroad = app.as(Role.CLINICIAN, { subject, organization: app.meadow });
    expect(await abroad.data(WHO)).toMatchObject({ viewer: { clinician: null }, patients: { nodes: [] } });
    const theirs = await aPatient(app, {
      organization: app.meadow,
      careTeam: [await aClinician(app, { organization: app.meadow })],
    });
    expect(await abroad.data('query ($id: ID!) { patient(id: $id) { id } }', { id: theirs })).toEqual({
      patient: null,
    });
  });

  it('is one of several that a clinician may have', async () => {
    const logins = [await bind(clinicianId, Role.CLINICIAN), await bind(clinicianId, Role.CLINICIAN)];
    for (const login of logins) expect((await login.data(WHO)).patients.nodes).toEqual([{ id: patientId }]);
  });

  it('sees from the next request on what it was bound to', async () => {
    const ada = app.as(Role.CLINICIAN);
    expect((await ada.data(WHO)).patients.nodes).toEqual([]);
    await app.as(Role.ADMINISTRATOR).data(CONNECT, {
      input: { issuer: app.issuer.issuer, subject: ada.subject, holderId: clinicianId },
    });
    expect((await ada.data(WHO)).patients.nodes).toEqual([{ id: patientId }]);
  });

  it('of another issuer is another login', async () => {
    const subject = newId();
    await app.as(Role.ADMINISTRATOR).data(CONNECT, {
      input: { issuer: 'https://elsewhere.example/', subject, holderId: clinicianId },
    });
    expect((await app.as(Role.CLINICIAN, { subject }).data(WHO)).viewer.clinician).toBeNull();
  });
});

describe('from the next request on', () => {
  it('a clinician who was deactivated is nobody', async () => {
    const leaving = await aClinician(app);
    const login = await app.asClinician(leaving);
    expect((await login.data(WHO)).viewer.clinician).toEqual({ id: leaving });
    const data = await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }', {
        input: { clinicianId: leaving, expectedVersion: 1 },
      });
    expect(data.deactivateClinician.__typename).toBe('DeactivateClinicianPayload');
    isNobody(await login.send(WHO));
    isNobody(
      await login.send(
        'mutation { joinCareTeam(input: { patientId: "x", clinicianId: "y", duty: "z" }) { __typename } }',
      ),
    );
  });

  it('a client that was suspended is nobody', async () => {
    const administrator = app.as(Role.ADMINISTRATOR);
    const client = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs']);
    expect((await client.data(WHO)).patients.nodes).toHaveLength(1);
    const { partnerApps } = await administrator.data('{ partnerApps(first: 100) { nodes { id clientId version } } }');
    const mine = partnerApps.nodes.find(({ clientId }: { clientId: string }) => clientId === client.subject);
    await administrator.data(
      'mutation ($input: SuspendPartnerAppInput!) { suspendPartnerApp(input: $input) { __typename } }',
      {
        input: { partnerAppId: mine.id, expectedVersion: mine.version },
      },
    );
    isNobody(await client.send(WHO));
  });
});
