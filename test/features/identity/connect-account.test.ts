import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const CONNECT =
  'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id issuer subject holderId } } }';
const NODE = 'query ($id: ID!) { node(id: $id) { ... on Account { subject holderId } } }';

let app: TestApp;
let administrator: Caller;
let intake: Caller;
let clinicianId: string;
let patientId: string;
beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
  intake = app.as(Role.INTAKE);
  clinicianId = await aClinician(app);
  patientId = await aPatient(app);
});
afterAll(() => app.stop());

const login = (holderId: string, changes: object = {}) => ({
  issuer: app.issuer.issuer,
  subject: newId(),
  holderId,
  ...changes,
});

it('binds a login to a clinician, by the administrator, and to a patient, by the front desk', async () => {
  for (const [caller, holderId] of [
    [administrator, clinicianId],
    [intake, patientId],
  ] as const) {
    const input = login(holderId);
    const { connectAccount } = await caller.data(CONNECT, { input });
    expect(connectAccount.account).toEqual({ ...input, id: expect.stringMatching(/^account_/) });
    expect(await caller.data(NODE, { id: connectAccount.account.id })).toEqual({
      node: { subject: input.subject, holderId },
    });
  }
});

it('does not tell the administrator that a login belongs to a patient', async () => {
  const { connectAccount } = await intake.data(CONNECT, { input: login(patientId) });
  expect(await administrator.data(NODE, { id: connectAccount.account.id })).toEqual({ node: null });
  const asPatient = await administrator.send(CONNECT, { input: login(patientId) });
  expect(refusalOf(asPatient).code).toBe('NOT_FOUND');
});

it("does not show the front desk the login of a co-worker's own record, which is hidden from it", async () => {
  const { issuer, subject } = login(clinicianId);
  const asCoWorker = { issuer, subject, holderId: await aClinician(app) };
  const asPatient = { issuer, subject, holderId: await aPatient(app) };
  const { connectAccount } = await intake.data(CONNECT, { input: asPatient });
  const { id } = connectAccount.account;
  expect(await intake.data(NODE, { id })).toEqual({ node: { subject, holderId: asPatient.holderId } });
  await administrator.data(CONNECT, { input: asCoWorker });
  expect(await intake.data(NODE, { id })).toEqual({ node: null });
});

it('does not let the front desk bind logins of clinicians', async () => {
  expect(refusalOf(await intake.send(CONNECT, { input: login(clinicianId) })).code).toBe('FORBIDDEN');
});

it('binds a login once to somebody of the program', async () => {
  const input = login(clinicianId);
  await administrator.data(CONNECT, { input });
  for (const holderId of [clinicianId, await aClinician(app)]) {
    const answer = await administrator.send(CONNECT, { input: { ...input, holderId } });
    expect(refusalOf(answer).code).toBe('CONFLICT');
    expect(answer.text).not.toContain(input.subject);
  }
});

it('binds a login once to a patient, beside somebody of the program: neither who binds learns of the other', async () => {
  const input = login(patientId);
  await administrator.data(CONNECT, { input: { ...input, holderId: clinicianId } });
  await intake.data(CONNECT, { input });
  // Who works here and is a patient here is hidden from co-workers from now on, the front desk among them.
  expect(refusalOf(await intake.send(CONNECT, { input })).code).toBe('NOT_FOUND');
  const { subject } = input;
  // The token's role says as whom the login comes.
  const clinician = await app.as(Role.CLINICIAN, { subject }).data('{ viewer { clinician { id } } }');
  expect(clinician.viewer.clinician).toEqual({ id: clinicianId });
  expect(await app.as(Role.PATIENT, { subject }).data('{ viewer { role clinician { id } } }')).toEqual({
    viewer: { role: 'PATIENT', clinician: null },
  });
});

it('binds a login once when several try at the same moment', async () => {
  const input = login(clinicianId);
  const answers = await Promise.all(Array.from({ length: 5 }, () => administrator.send(CONNECT, { input })));
  expect(answers.map((answer) => refusalOf(answer).code).sort()).toEqual([...Array(4).fill('CONFLICT'), undefined]);
});

it('knows the same login in another organization, and the same subject of another issuer, as others', async () => {
  const input = login(clinicianId);
  await administrator.data(CONNECT, { input });
  await administrator.data(CONNECT, { input: { ...input, issuer: 'https://elsewhere.example/' } });
  const organization = app.meadow;
  const theirs = await aClinician(app, { organization });
  const { connectAccount } = await app
    .as(Role.ADMINISTRATOR, { organization })
    .data(CONNECT, { input: { ...input, holderId: theirs } });
  expect(connectAccount.account.holderId).toBe(theirs);
});

it('does not find a holder that is absent or of another organization', async () => {
  const holders = [toGlobalId('clinician', newId()), await aClinician(app, { organization: app.meadow })];
  for (const holderId of holders) {
    expect(refusalOf(await administrator.send(CONNECT, { input: login(holderId) })).code).toBe('NOT_FOUND');
  }
  const foreign = await aPatient(app, { organization: app.meadow });
  expect(refusalOf(await intake.send(CONNECT, { input: login(foreign) })).code).toBe('NOT_FOUND');
});

it.each<[string, object, string]>([
  ['a holder of another kind', { holderId: toGlobalId('organization', newId()) }, 'input.holderId'],
  ['a holder that is no id', { holderId: 'CANARY' }, 'input.holderId'],
  ['a blank subject', { subject: ' ' }, 'input.subject'],
  ['a subject that no token can have', { subject: 'x'.repeat(256) }, 'input.subject'],
  ['an issuer that is no URL', { issuer: 'CANARY' }, 'input.issuer'],
])('refuses %s', async (_case, changes, path) => {
  const answer = await administrator.send(CONNECT, { input: login(clinicianId, changes) });
  expect(refusalOf(answer)).toEqual(badInputAt(path));
  expect(answer.text).not.toContain('CANARY');
});

it.each([Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER, Role.PEER_MENTOR, Role.PATIENT])(
  'is closed to %s, and so is what is bound',
  async (role) => {
    expect(refusalOf(await app.as(role).send(CONNECT, { input: login(clinicianId) })).code).toBe('FORBIDDEN');
    const { connectAccount } = await administrator.data(CONNECT, { input: login(clinicianId) });
    expect(await app.as(role).data(NODE, { id: connectAccount.account.id })).toEqual({ node: null });
  },
);
