import { Context } from '../../src/access/context';
import { Role } from '../../src/access/role';
import { Patient } from '../../src/features/patients';
import { newId } from '../../src/platform/graphql/ids';
import { entityById } from '../../src/platform/graphql/reads';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';
import { uuidOf } from '../support/uuid-of';
import { allLinesOf, type Line } from './audit-lines';

let app: TestApp;
let patientId: string;
let director: Caller;

beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  patientId = await aPatient(app);
});
afterAll(() => app.stop());

async function looks(work: () => Promise<unknown>): Promise<Line[]> {
  const { lines } = await allLinesOf(app, work);
  return lines.filter(({ kind }) => kind === 'patients.seen');
}

it('what the director is shown is written down as one line with each patient once, however they came into it', async () => {
  const other = await aPatient(app);
  const lines = await looks(() =>
    director.data(
      'query ($a: ID!, $b: ID!) { a: patient(id: $a) { id identity { fullName } } again: node(id: $a) { id } b: patient(id: $b) { preferredName } }',
      { a: patientId, b: other },
    ),
  );
  expect(lines).toMatchObject([{ role: 'PROGRAM_DIRECTOR', subject_type: 'answer', patient_id: null, reason: null }]);
  expect([...(lines[0]?.patient_ids ?? [])].sort()).toEqual([uuidOf(patientId), uuidOf(other)].sort());
});

it('what the director is shown leaves no line when nobody was shown', async () => {
  expect(await looks(() => director.data('{ viewer { role } clinicians { nodes { id } } }'))).toEqual([]);
});

it('what the director is shown is not written down of a clinician, who sees their own patients only', async () => {
  const treating = await aClinician(app);
  const mine = await aPatient(app, { careTeam: [treating] });
  const ada = await app.asClinician(treating);
  expect(await looks(() => ada.data('query ($id: ID!) { patient(id: $id) { id } }', { id: mine }))).toEqual([]);
});

it('what the director is shown does not leave the server when it cannot be written down', async () => {
  const close = (open: boolean) =>
    asAdmin(app.databaseUrl, (admin) =>
      admin.query(`${open ? 'grant' : 'revoke'} insert on audit_event ${open ? 'to' : 'from'} alongside_runtime`),
    );
  await close(false);
  try {
    const answer = await director.send('query ($id: ID!) { patient(id: $id) { identity { fullName } } }', {
      id: patientId,
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(answer.text).not.toContain('Example');
  } finally {
    await close(true);
  }
});

describe('what the director is shown, when nobody knows whether the line is on disk,', () => {
  const plant = () => {
    const { logFlush } = app.api.services;
    return jest.spyOn(logFlush, 'after').mockRejectedValueOnce(new Error('planted'));
  };
  afterEach(() => jest.restoreAllMocks());

  it('does not leave the server', async () => {
    plant();
    const { data, errors } = await director.send('query ($id: ID!) { patient(id: $id) { id } }', { id: patientId });
    expect([data ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'INTERNAL_SERVER_ERROR']);
  });

  it('does not leave it either where the operation goes on after the error', async () => {
    plant();
    const { uuid: organizationId } = app.harbor;
    const claims = {
      organizationId,
      issuer: app.issuer.issuer,
      subject: director.subject,
      role: Role.PROGRAM_DIRECTOR,
      scopes: [],
    };
    const ctx = new Context(app.api.services, { requestId: newId(), claims });
    expect(await ctx.load(entityById(Patient), uuidOf(patientId))).toMatchObject({ id: uuidOf(patientId) });
    await expect(ctx.refresh()).rejects.toThrow('planted');
    await expect(ctx.close()).rejects.toThrow('planted');
  });
});
