import { Client } from 'pg';
import { migrateDatabase } from '../../src/app/migrate';
import { RUNTIME_ROLE } from '../../src/platform/database/roles';
import { createTestDatabase, type TestDatabase } from '../support/database';

/**
 * What the runtime role executes itself: the doors, the clients' keys, the sealer, the sweeps and the jobs, what puts changes in order, and
 * what policies call as whoever asks.
 */
const GRANTED = [
  'anything',
  'are_kept_apart',
  'award_due_milestones',
  'become',
  'become_mentor',
  'bit',
  'bits',
  'break_glass',
  'categories',
  'categories_of',
  'changes_after',
  'cursor_key',
  'default_attention_thresholds',
  'default_follow_up_hours',
  'derive_attention_anew',
  'due_milestones',
  'encourage',
  'enter',
  'enter_job',
  'escalate_follow_ups',
  'expire_consents',
  'expire_proposals',
  'families_of',
  'family_of',
  'forget_outcomes',
  'hold_periods',
  'hold_sharing_consent',
  'is_denied',
  'is_pause_of_mentor',
  'keep_mentor_reason',
  'keep_re_engagements',
  'last_change',
  'line_of',
  'link_category',
  'mask_of',
  'match_peers',
  'may_be_given',
  'may_write',
  'milestone_category',
  'nobody_asks',
  'peer_categories',
  'place_changes',
  'preview',
  'raise_concern',
  'record_disclosures',
  'record_looks',
  'release_follow_ups',
  'schema_version',
  'seal_audit',
  'sees_link_to',
  'share_return_to_use',
  'sight_of',
  'spend_assertion',
  'supervises_peers',
  'take_cover',
  'token_client',
  'treats',
];

const ROUTINES = `
  select p.proname as name, has_function_privilege('public', p.oid, 'execute') as is_everybodys,
    has_function_privilege($1, p.oid, 'execute') as is_granted,
    p.prosecdef and p.proconfig is distinct from array['search_path=pg_catalog, pg_temp'] as is_led_astray
  from pg_proc p where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace, 'jobs'::regnamespace)
  order by p.proname`;

/** A trigger function of the owner on a table of one's own: it would write any grant of access. */
const FORGE_A_GRANT = `
  create temp table seat (id uuid, organization_id uuid, clinician_id uuid, patient_id uuid, starts_at timestamptz, ends_at timestamptz);
  create trigger forge after insert on seat for each row execute function app.grant_by_care_team();
  insert into seat values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '-infinity', null)`;

/** A type of one's own under the name that the owner's function casts to: its check would run as the owner. */
const SHADOW_A_TYPE = `
  create function pg_temp.tell(value pg_catalog.uuid) returns boolean language plpgsql as
    $$ begin raise exception 'acting as %', current_user; end $$;
  create domain pg_temp.uuid as pg_catalog.uuid check (pg_temp.tell(value))`;

let database: TestDatabase;
let admin: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

// Whatever a test plants is gone after it.
beforeEach(() => admin.query('begin'));
afterEach(() => admin.query('rollback'));

interface Routine {
  readonly name: string;
  readonly is_everybodys: boolean;
  readonly is_granted: boolean;
  readonly is_led_astray: boolean;
}

async function openRoutines(): Promise<string[]> {
  const { rows } = await admin.query<Routine>(ROUTINES, [RUNTIME_ROLE]);
  expect(rows.length).toBeGreaterThan(GRANTED.length);
  return rows.flatMap(({ name, is_everybodys, is_granted, is_led_astray }) => [
    ...(is_everybodys ? [`${name}: everybody may execute it`] : []),
    ...(is_granted && !GRANTED.includes(name) ? [`${name}: is granted to the runtime role`] : []),
    ...(is_led_astray ? [`${name}: acts as the owner on a search path that a session can lead astray`] : []),
  ]);
}

it('finds every routine closed', async () => {
  expect(await openRoutines()).toEqual([]);
});

it.each([
  [
    'a function that everybody may execute',
    'grant execute on function app.grant_by_care_team to public',
    'grant_by_care_team: everybody may execute it',
  ],
  [
    'one that the runtime role may execute',
    'grant execute on function app.count_open_links to alongside_runtime',
    'count_open_links: is granted to the runtime role',
  ],
  [
    'an empty search path',
    "alter function app.enter set search_path = ''",
    'enter: acts as the owner on a search path that a session can lead astray',
  ],
  [
    'no search path',
    'alter function app.enter reset search_path',
    'enter: acts as the owner on a search path that a session can lead astray',
  ],
])('notices %s', async (_, planted, fault) => {
  await admin.query(planted);
  expect(await openRoutines()).toContain(fault);
});

it('gives a function that the owner makes later to nobody', async () => {
  await admin.query('set local role alongside_owner; create function app.later() returns int language sql return 1');
  const { rows } = await admin.query("select has_function_privilege('public', 'app.later()', 'execute') as open");
  expect(rows).toEqual([{ open: false }]);
});

it("cannot hang the owner's trigger functions on a table of its own", async () => {
  await admin.query(`set local role ${RUNTIME_ROLE}`);
  await expect(admin.query(FORGE_A_GRANT)).rejects.toMatchObject({ code: '42501' });
});

it("cannot make the owner's functions use a type of its own", async () => {
  const id = '0198c2a4-7d3e-7b11-8c55-0242ac120002';
  await admin.query("insert into organization values ($1, $1, 1, 'Harbor Recovery', 'UTC', true)", [id]);
  await admin.query(`set local role ${RUNTIME_ROLE}`);
  await admin.query(SHADOW_A_TYPE);
  const { rows } = await admin.query("select holder_type from app.enter($1, 'issuer', 'subject', 'INTAKE', '{}')", [
    id,
  ]);
  expect(rows).toEqual([{ holder_type: null }]);
});

it('loses what PostgreSQL gives to everybody, when it is migrated', async () => {
  const own = await createTestDatabase();
  const client = new Client({ connectionString: own.url });
  const RIGHTS = `select has_database_privilege($1, current_database(), 'temporary') as temporary,
    has_schema_privilege($1, 'public', 'create') as create`;
  try {
    await client.connect();
    await client.query('grant create on schema public to public');
    expect((await client.query(RIGHTS, [RUNTIME_ROLE])).rows).toEqual([{ temporary: true, create: true }]);
    await migrateDatabase(own.url);
    expect((await client.query(RIGHTS, [RUNTIME_ROLE])).rows).toEqual([{ temporary: false, create: false }]);
  } finally {
    await client.end();
    await own.drop();
  }
});
