import type { Client } from 'pg';
import { Role } from '../../src/access/role';
import { RUNTIME_ROLE } from '../../src/platform/database/roles';
import { newId } from '../../src/platform/graphql/ids';
import { startTestApp, type TestApp, type TestOrganization } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { uuidOf } from '../support/uuid-of';

const [REFUSED, NO_SUCH_ROW] = ['42501', '23503'];

let app: TestApp;
let own: Records;
let foreign: Records;

/** UUIDs of what an organization has. */
interface Records {
  readonly organization: string;
  readonly clinician: string;
  readonly patient: string;
  readonly seat: string;
}

async function recordsOf(organization: TestOrganization): Promise<Records> {
  const clinicianId = await aClinician(app, { organization });
  const identifier = { system: 'urn:example:mrn', value: 'A-1' };
  const patientId = await aPatient(app, { organization, identifier });
  const seatId = await aSeat(app, { organization, patientId, clinicianId });
  await app.asClinician(clinicianId, organization);
  await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs'], organization);
  return {
    organization: organization.uuid,
    clinician: uuidOf(clinicianId),
    patient: uuidOf(patientId),
    seat: uuidOf(seatId),
  };
}

beforeAll(async () => {
  app = await startTestApp();
  own = await recordsOf(app.harbor);
  foreign = await recordsOf(app.meadow);
});
afterAll(() => app.stop());

/** Statements of the runtime role, in a transaction that is undone, as this role of harbor; as nobody when undefined. */
async function asRuntime<T>(role: Role | undefined, work: (runtime: Client) => Promise<T>): Promise<T> {
  return asAdmin(app.databaseUrl, async (runtime) => {
    await runtime.query('begin');
    await runtime.query(`set local role ${RUNTIME_ROLE}`);
    if (role) await runtime.query("select app.enter($1, 'urn:issuer', 'somebody', $2, '{}')", [app.harbor.uuid, role]);
    try {
      return await work(runtime);
    } finally {
      await runtime.query('rollback');
    }
  });
}

const MEMBER = 'insert into care_team_member (organization_id, id, patient_id, clinician_id, duty, starts_at) values';

it.each<[string, Role, string, () => unknown[], string]>([
  [
    'put a patient into another organization',
    Role.INTAKE,
    "insert into patient (organization_id, id, version, time_zone, languages, updated_at) values ($1, $2, 1, 'UTC', '{}', now())",
    () => [foreign.organization, newId()],
    REFUSED,
  ],
  [
    'move a patient into another organization',
    Role.PROGRAM_DIRECTOR,
    'update patient set organization_id = $1 where id = $2',
    () => [foreign.organization, own.patient],
    REFUSED,
  ],
  [
    'seat a foreign clinician',
    Role.PROGRAM_DIRECTOR,
    `${MEMBER} ($1, $2, $3, $4, 'any', now())`,
    () => [own.organization, newId(), own.patient, foreign.clinician],
    NO_SUCH_ROW,
  ],
  [
    'seat somebody with a foreign patient',
    Role.PROGRAM_DIRECTOR,
    `${MEMBER} ($1, $2, $3, $4, 'any', now())`,
    () => [own.organization, newId(), foreign.patient, own.clinician],
    NO_SUCH_ROW,
  ],
  [
    'seat somebody in another organization',
    Role.PROGRAM_DIRECTOR,
    `${MEMBER} ($1, $2, $3, $4, 'any', now())`,
    () => [foreign.organization, newId(), foreign.patient, foreign.clinician],
    REFUSED,
  ],
  [
    'seat anybody as a clinician who is not on the team',
    Role.CLINICIAN,
    `${MEMBER} ($1, $2, $3, $4, 'any', now())`,
    () => [own.organization, newId(), own.patient, own.clinician],
    REFUSED,
  ],
  [
    'write the record of a patient as the administrator',
    Role.ADMINISTRATOR,
    "insert into patient_identifier (organization_id, id, patient_id, system, value) values ($1, $2, $3, 'urn:a:b', 'c')",
    () => [own.organization, newId(), own.patient],
    REFUSED,
  ],
  [
    'found an organization',
    Role.ADMINISTRATOR,
    "insert into organization (organization_id, id, version, name, time_zone, is_part2_program) values ($1, $1, 1, 'X', 'UTC', true)",
    () => [newId()],
    REFUSED,
  ],
  ['delete a patient', Role.PROGRAM_DIRECTOR, 'delete from patient where id = $1', () => [own.patient], REFUSED],
  [
    'grant itself access',
    Role.CLINICIAN,
    "insert into access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from) values ($1, $2, $3, 2047, 'SELF', $2, now())",
    () => [own.organization, own.clinician, own.patient],
    REFUSED,
  ],
  ['read the grants', Role.PROGRAM_DIRECTOR, 'select from access_grant', () => [], REFUSED],
  ['read the audit log', Role.PRIVACY_OFFICER, 'select from audit_event', () => [], REFUSED],
  ['change the audit log', Role.ADMINISTRATOR, 'update audit_event set reason = null', () => [], REFUSED],
  ['empty the audit log', Role.ADMINISTRATOR, 'truncate audit_event', () => [], REFUSED],
  [
    'write the audit log in the name of another',
    Role.ADMINISTRATOR,
    "insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, request_id) values ($1, $2, now(), $2, 'INTAKE', 'x', 'x', $2, 'x')",
    () => [own.organization, newId()],
    REFUSED,
  ],
  [
    'remember a key in the name of another',
    Role.ADMINISTRATOR,
    "insert into idempotency_key (organization_id, principal_id, key, field, body_digest, outcome, at) values ($1, $2, 'k', 'f', 'd', '{}', now())",
    () => [own.organization, newId()],
    REFUSED,
  ],
  ['read the list of migrations', Role.ADMINISTRATOR, 'select from migration', () => [], REFUSED],
  ['switch row security off', Role.ADMINISTRATOR, 'alter table patient no force row level security', () => [], REFUSED],
])('cannot %s', async (_case, role, statement, values, code) => {
  await asRuntime(role, async (runtime) => {
    await expect(runtime.query(statement, values())).rejects.toMatchObject({ code });
  });
});

it('finds no row of another organization to read or to change, in any table that it may read', async () => {
  const filled = await asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      `select attrelid::regclass::text as name from pg_attribute join pg_class c on c.oid = attrelid
       where relnamespace = 'public'::regnamespace and relkind = 'r' and attname = 'organization_id'
         and has_table_privilege($1, attrelid, 'select')`,
      [RUNTIME_ROLE],
    );
    const names: string[] = [];
    for (const { name } of rows) {
      const { rowCount } = await admin.query(`select from ${name} where organization_id = $1`, [foreign.organization]);
      if (rowCount) names.push(name);
    }
    return names;
  });
  expect(filled).toEqual(
    expect.arrayContaining([
      'account',
      'care_team_member',
      'clinician',
      'organization',
      'partner_app',
      'patient',
      'patient_identifier',
      'patient_identity',
    ]),
  );
  for (const role of [Role.PROGRAM_DIRECTOR, Role.ADMINISTRATOR, Role.INTAKE]) {
    await asRuntime(role, async (runtime) => {
      for (const name of filled) {
        const { rowCount } = await runtime.query(`select from ${name} where organization_id = $1`, [
          foreign.organization,
        ]);
        expect([role, name, rowCount]).toEqual([role, name, 0]);
      }
      for (const table of ['patient', 'clinician', 'organization', 'patient_standing', 'care_team_member']) {
        const { rowCount } = await runtime.query(`update ${table} set id = id where organization_id = $1`, [
          foreign.organization,
        ]);
        expect([role, table, rowCount]).toEqual([role, table, 0]);
      }
    });
  }
});

it.each([
  ['before any operation', [] as string[]],
  [
    'after an operation, whose settings are empty and not absent',
    ["select app.enter($1, 'urn:issuer', 'somebody', 'PROGRAM_DIRECTOR', '{}')", 'commit', 'begin'],
  ],
])('opens nothing %s', async (_case, earlier) => {
  const tables = await asAdmin(app.databaseUrl, (admin) =>
    admin.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'"),
  );
  await asAdmin(app.databaseUrl, async (runtime) => {
    await runtime.query(`set role ${RUNTIME_ROLE}`);
    await runtime.query('begin');
    for (const statement of earlier) await runtime.query(statement, statement.includes('$1') ? [app.harbor.uuid] : []);
    for (const { name } of tables.rows) {
      await runtime.query('savepoint before');
      const seen = await runtime.query(`select from public.${name}`).then(
        ({ rowCount }) => rowCount,
        ({ code }: { code: string }) => code,
      );
      await runtime.query('rollback to before');
      // No privilege; a setting that does not exist, or is no UUID; or nothing there for anybody.
      expect([name, [REFUSED, '42704', '22P02', 0]]).toEqual([name, expect.arrayContaining([seen])]);
    }
    const patient = runtime.query('select from patient');
    await expect(patient).rejects.toMatchObject({ code: earlier.length > 0 ? '22P02' : '42704' });
  });
});
