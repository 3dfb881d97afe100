import type { Client } from 'pg';
import { DatabaseError } from 'pg';
import { Role } from '../../../../src/access/role';
import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { idOf, P } from '../../../access/matrix/scenario/ids';
import { loadScenario } from '../../../access/matrix/scenario/load-scenario';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { SUGGESTIONS } from '../../../support/factories/matching';

jest.setTimeout(60_000);

/** Where matching looks, by table; `true` is all of it. Every column of every other table about patients is changed below. */
const READ: Readonly<Record<string, true | readonly string[]>> = {
  patient: ['time_zone', 'languages'],
  patient_identity: ['home_latitude', 'home_longitude'],
  support_preferences: ['approaches', 'modalities', 'languages', 'availability', 'max_distance_km'],
  fellowship_preferences: true,
  peer_link: ['status', 'peer_mentor_id', 'peer_group_id'],
  // What these say is who may see what, and who somebody is.
  access_denial: true,
  access_grant: true,
  account: true,
};

/** Whose absence would make this test say less than it does. */
const HEALTH = [
  ...['care_plan', 'care_activity', 'dose', 'safety_fact', 'session', 'counseling_note', 'goal'],
  ...['assessment', 'check_in', 'return_to_use', 'recovery_period', 'peer_contact', 'peer_concern'],
];

interface ColumnOfPatients {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** What a CHECK allows. */
  readonly words: readonly string[];
}

const COLUMNS = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
    array(select distinct m[1] from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''', 'g') m
      where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey)) as words
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname not in ('organization_id', 'id', 'patient_id')
    and (c.relname = 'patient' or exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'patient_id' and p.attnotnull))
    -- Keys lead to other rows; what those say is changed where it is.
    and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype in ('f', 'p') and a.attnum = any(k.conkey))
  order by 1, 2`;

/** Values of a type unlike those that are there. */
function valuesOf({ type, words }: ColumnOfPatients): string[] {
  const listed = words.map((word) => (type === 'text[]' ? `array['${word}']` : `'${word}'`));
  const OTHER: Readonly<Record<string, readonly string[]>> = {
    text: [`'Alcohol dependence, F10.20, naltrexone'`],
    'text[]': [`array['F10.20', 'naltrexone']`, `'{}'`],
    jsonb: [`'[{"code":"F10.20"}]'`, `'{}'`],
    integer: ['7', '2'],
    'double precision': ['7.5'],
    numeric: ['7'],
    date: [`date '2001-02-03'`, `date '2990-02-03'`],
    'timestamp with time zone': [`timestamptz '2001-02-03'`, `timestamptz '2990-02-03'`],
    boolean: [`"COLUMN" is not true`],
    uuid: ['gen_random_uuid()'],
  };
  return [...listed, ...(OTHER[type] ?? []), 'null'];
}

/** Puts something else into the column of the rows of P, one by one: what kind a row is decides what it may hold. @returns whether it could be */
async function change(admin: Client, column: ColumnOfPatients): Promise<boolean> {
  const name = `"${column.column}"`;
  const owner = column.table === 'patient' ? 'id' : 'patient_id';
  let changed = false;
  for (const value of valuesOf(column)) {
    const other = value.replace('"COLUMN"', name);
    const { rows } = await admin.query(`select ctid from ${column.table} where ${owner} = $1`, [P]);
    for (const { ctid } of rows) {
      try {
        await admin.query(
          `update ${column.table} set ${name} = ${other} where ctid = $1 and ${name} is distinct from (${other})`,
          [ctid],
        );
        changed = true;
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
      }
    }
  }
  return changed;
}

let app: TestApp;
let askers: Caller[];
const patientId = toGlobalId('patient', P);

beforeAll(async () => {
  app = await startTestApp();
  await loadScenario(app);
  askers = [
    await app.asClinician(toGlobalId('clinician', idOf('clinician', 'NA'))),
    app.as(Role.PROGRAM_DIRECTOR),
    await app.asHolder(Role.PATIENT, patientId),
  ];
});
afterAll(() => app.stop());

const answers = async (): Promise<string[]> =>
  Promise.all(askers.map(async (by) => (await by.send(SUGGESTIONS, { id: patientId })).text));

it('nothing of the record but what matching says it reads changes a byte of the suggestions', async () => {
  const before = await answers();
  expect(before[0]).toContain('suggestedPeers');
  expect(JSON.parse(before[0] ?? '').data.patient.suggestedPeers.length).toBeGreaterThan(1);
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query("set session_replication_role = 'replica'");
    const { rows } = await admin.query<ColumnOfPatients>(COLUMNS);
    const others = rows.filter(({ table, column }) => {
      const read = READ[table];
      return read !== true && !read?.includes(column);
    });
    const changed: string[] = [];
    for (const column of others) {
      if (!(await change(admin, column))) continue;
      changed.push(`${column.table}.${column.column}`);
    }
    expect(await answers()).toEqual(before);
    for (const table of HEALTH) expect(changed.filter((name) => name.startsWith(`${table}.`))).not.toEqual([]);
    expect(changed).toEqual(
      expect.arrayContaining([
        'care_plan.diagnoses',
        'care_activity.medication',
        'safety_fact.value',
        'counseling_note.note',
        'support_preferences.mentor_notes',
        'session.summary',
      ]),
    );
    // And most of what there is: some are halves of pairs, which a CHECK lets nobody change alone.
    expect(changed.length).toBeGreaterThan(others.length * 0.7);
  });
});

it('what it does read changes them', async () => {
  const before = await answers();
  const changes = [
    "update support_preferences set languages = '{xx}' where id = $1",
    "update fellowship_preferences set avoid = '{SMART_RECOVERY}', fellowships = '{}' where id = $1",
  ];
  for (const text of changes) {
    await asAdmin(app.databaseUrl, (admin) => admin.query(text, [P]));
    expect(await answers()).not.toEqual(before);
  }
});
