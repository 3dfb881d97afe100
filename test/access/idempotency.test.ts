import { forgetOutcomes } from '../../src/access/forget-outcomes';
import { Role } from '../../src/access/role';
import { newId } from '../../src/platform/graphql/ids';
import { type Answer, type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { badInputAt, refusalOf } from '../support/refusals';

const HIRE =
  'mutation ($input: RegisterClinicianInput!) { registerClinician(input: $input) { clinician { id displayName } } }';
const RETIRE = `mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) {
  __typename ... on DeactivateClinicianPayload { clinician { id active } } ... on VersionConflict { currentVersion } } }`;
const DISCHARGE = `mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) {
  __typename ... on DischargePatientPayload { patient { id version status } } } }`;
const nurse = { displayName: 'Nurse', role: 'NURSE' };

let app: TestApp;
let administrator: Caller;
beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
});
afterAll(() => app.stop());

const once = (caller: Caller, key: string, document: string, input: object): Promise<Answer> =>
  caller.send(document, { input }, { idempotencyKey: key });

async function clinicianCount(): Promise<number> {
  const { clinicians } = await administrator.data('{ clinicians { totalCount } }');
  return clinicians.totalCount;
}

it('has one effect and one answer under one key', async () => {
  const before = await clinicianCount();
  const first = await once(administrator, 'one', HIRE, nurse);
  const again = await once(administrator, 'one', HIRE, nurse);
  expect(again.text).toBe(first.text);
  expect(await clinicianCount()).toBe(before + 1);
});

it('has as many effects as there are keys, or requests without one', async () => {
  const before = await clinicianCount();
  for (const key of ['first', 'second']) await once(administrator, key, HIRE, nurse);
  for (const _ of [1, 2]) await administrator.data(HIRE, { input: nurse });
  expect(await clinicianCount()).toBe(before + 4);
});

it('has one effect when twins come at the same moment, and gives all the same answer', async () => {
  const before = await clinicianCount();
  const answers = await Promise.all(Array.from({ length: 8 }, () => once(administrator, 'twins', HIRE, nurse)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.errors).toBeUndefined();
  expect(await clinicianCount()).toBe(before + 1);
});

it('gives twins the same answer, though all but one of them find the work done', async () => {
  const input = {
    givenName: 'Robin',
    familyName: 'Twin',
    birthDate: '1985-05-05',
    identifier: { system: 'urn:example:twins', value: '1' },
  };
  const REGISTER =
    'mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { created patient { id } } }';
  const intake = app.as(Role.INTAKE);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => once(intake, 'twins-by-identifier', REGISTER, input)),
  );
  expect(answers[0]?.data.registerPatient.created).toBe(true);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

it('gives twins of a versioned change the same answer, though only one of them had the version', async () => {
  const input = { clinicianId: await aClinician(app), expectedVersion: 1 };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => once(administrator, 'versioned-twins', RETIRE, input)),
  );
  for (const { data } of answers)
    expect(data.deactivateClinician).toEqual({
      __typename: 'DeactivateClinicianPayload',
      clinician: { id: input.clinicianId, active: false },
    });
});

it('answers a replay with the record as it is now', async () => {
  const hired = await once(administrator, 'now', HIRE, nurse);
  const { id } = hired.data.registerClinician.clinician;
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query("update clinician set display_name = 'Renamed' where id = $1::uuid", [id.slice('clinician_'.length)]),
  );
  expect((await once(administrator, 'now', HIRE, nurse)).data.registerClinician.clinician).toEqual({
    id,
    displayName: 'Renamed',
  });
});

it("answers a replay under the caller's present permissions", async () => {
  const [clinicianId, patientId] = [await aClinician(app), await aPatient(app)];
  const seatId = await aSeat(app, { clinicianId, patientId });
  const ada = await app.asClinician(clinicianId);
  const input = { patientId, expectedVersion: 1, as: 'COMPLETED' };
  const done = await once(ada, 'leaving', DISCHARGE, input);
  expect(done.data.dischargePatient.patient).toEqual({ id: patientId, version: 2, status: 'DISCHARGED' });
  expect((await once(ada, 'leaving', DISCHARGE, input)).text).toBe(done.text);
  await app
    .as(Role.PROGRAM_DIRECTOR)
    .data('mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }', {
      input: { careTeamMemberId: seatId },
    });
  const replay = await once(ada, 'leaving', DISCHARGE, input);
  expect(refusalOf(replay).code).toBe('NOT_FOUND');
  expect(replay.text).not.toContain(patientId);
});

describe('a key that was used', () => {
  it.each<[string, string, object]>([
    ['with another value', HIRE, { ...nurse, displayName: 'CANARY' }],
    ['with another document', HIRE.replace('displayName', 'role'), nurse],
    [
      'for another mutation',
      'mutation ($input: RegisterClinicianInput!) { other: registerClinician(input: $input) { clinician { id } } }',
      nurse,
    ],
  ])('is refused %s, and nothing is done', async (_case, document, input) => {
    await once(administrator, 'taken', HIRE, nurse);
    const before = await clinicianCount();
    const answer = await once(administrator, 'taken', document, input);
    expect(refusalOf(answer)).toEqual(badInputAt('Idempotency-Key'));
    expect(answer.text).not.toContain('CANARY');
    expect(await clinicianCount()).toBe(before);
  });

  it('is free for every other caller, in this organization and in another', async () => {
    const callers = [
      administrator,
      app.as(Role.ADMINISTRATOR),
      app.as(Role.ADMINISTRATOR, { organization: app.meadow, subject: administrator.subject }),
    ];
    const ids = new Set<string>();
    for (const caller of callers) {
      for (const _ of [1, 2])
        ids.add((await once(caller, 'everybody-uses-this', HIRE, nurse)).data.registerClinician.clinician.id);
    }
    expect(ids.size).toBe(3);
  });

  it('is free again after what was refused', async () => {
    const bad = await once(administrator, 'second-try', HIRE, { ...nurse, npi: '1234567890' });
    expect(refusalOf(bad)).toEqual(badInputAt('input.npi'));
    const good = await once(administrator, 'second-try', HIRE, { ...nurse, npi: '1234567893' });
    expect(good.data.registerClinician.clinician.displayName).toBe('Nurse');
  });

  it('does not hold on to a refusal: the same request may be done later', async () => {
    const patientId = await aPatient(app);
    const director = app.as(Role.PROGRAM_DIRECTOR);
    const input = { patientId, expectedVersion: 2, as: 'COMPLETED' };
    expect((await once(director, 'too-early', DISCHARGE, input)).data.dischargePatient).toEqual({
      __typename: 'VersionConflict',
    });
    await app
      .as(Role.INTAKE)
      .data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
        input: { patientId, expectedVersion: 1, pronouns: 'they' },
      });
    expect((await once(director, 'too-early', DISCHARGE, input)).data.dischargePatient.patient).toMatchObject({
      version: 3,
    });
  });
});

describe('two mutations of one document', () => {
  const TWO = `mutation ($a: RegisterClinicianInput!, $b: RegisterClinicianInput!) {
    a: registerClinician(input: $a) { clinician { id } } b: registerClinician(input: $b) { clinician { id } } }`;
  const two = (key: string, a: object, b: object): Promise<Answer> =>
    administrator.send(TWO, { a, b }, { idempotencyKey: key });

  it('are each done once', async () => {
    const before = await clinicianCount();
    const first = await two('pair', nurse, nurse);
    expect(first.data.a.clinician.id).not.toBe(first.data.b.clinician.id);
    expect((await two('pair', nurse, nurse)).text).toBe(first.text);
    expect(await clinicianCount()).toBe(before + 2);
  });

  it('are each done once when twins come at the same moment', async () => {
    const before = await clinicianCount();
    const answers = await Promise.all(Array.from({ length: 5 }, () => two('pair-of-twins', nurse, nurse)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await clinicianCount()).toBe(before + 2);
  });

  it('may end with one done and one refused, and a replay repeats just that', async () => {
    const before = await clinicianCount();
    for (const _ of [1, 2]) {
      const { errors } = await two('half', nurse, { ...nurse, npi: '1' });
      expect(errors?.map(({ path }) => path)).toEqual([['b']]);
    }
    expect(await clinicianCount()).toBe(before + 1);
  });
});

describe('what was answered', () => {
  it('is forgotten after a week, in every organization, and not before', async () => {
    const callers = [administrator, app.as(Role.ADMINISTRATOR, { organization: app.meadow })];
    const hire = async (key: string): Promise<string[]> => {
      const answers = await Promise.all(callers.map((caller) => once(caller, key, HIRE, nurse)));
      return answers.map(({ data }) => data.registerClinician.clinician.id);
    };
    const [old, young] = [await hire('of-last-week'), await hire('of-this-week')];
    await asAdmin(app.databaseUrl, async (admin) => {
      const grow = 'update idempotency_key set at = now() - $2::interval where key = $1';
      await admin.query(grow, ['of-last-week', '7 days 1 minute']);
      await admin.query(grow, ['of-this-week', '6 days 23 hours']);
    });
    await Promise.all([1, 2].map(() => forgetOutcomes(app.api.services.dataSource)));
    expect(await hire('of-this-week')).toEqual(young);
    const again = await hire('of-last-week');
    expect(again.filter((id) => old.includes(id))).toEqual([]);
  });

  it('is forgotten in turns, until nothing is left', async () => {
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `insert into idempotency_key (organization_id, principal_id, key, field, body_digest, outcome, at)
         select gen_random_uuid(), gen_random_uuid(), 'many', 'f', 'd', '{}', now() - interval '8 days' from generate_series(1, 2001)`,
      ),
    );
    await forgetOutcomes(app.api.services.dataSource);
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query("select count(*)::int as left from idempotency_key where key = 'many'"),
    );
    expect(rows).toEqual([{ left: 0 }]);
  });
});

describe('the header', () => {
  it.each([
    ['a space', 'with space'],
    ['letters beyond ASCII', 'é'],
    ['more than 200 characters', 'x'.repeat(201)],
  ])('cannot hold %s', async (_case, idempotencyKey) => {
    const answer = await administrator.send(HIRE, { input: nurse }, { idempotencyKey });
    expect(refusalOf(answer)).toEqual(badInputAt('Idempotency-Key'));
  });

  it('means nothing to a query', async () => {
    const before = await clinicianCount();
    await administrator.send('{ clinicians { totalCount } }', {}, { idempotencyKey: 'query' });
    await once(administrator, 'query', HIRE, nurse);
    const { data } = await administrator.send('{ clinicians { totalCount } }', {}, { idempotencyKey: 'query' });
    expect(data.clinicians.totalCount).toBe(before + 1);
  });

  it('is kept without anything of the request but its digest', async () => {
    const key = newId();
    await once(administrator, key, HIRE, { ...nurse, displayName: 'CANARY' });
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query('select to_jsonb(k) as row from idempotency_key k where key = $1', [key]),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('CANARY');
  });
});
