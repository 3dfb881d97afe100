import { Client } from 'pg';
import { RUNTIME_ROLE } from '../../src/platform/database/roles';
import { createTestDatabase, type TestDatabase } from '../support/database';

/** Tables that only the owner reads and writes, through functions, triggers and views. */
const OWNER_ONLY = [
  'access_denial',
  'access_grant',
  'access_told',
  'access_touch',
  'api_disclosure',
  'audit_head',
  'audit_horizon',
  'audit_seal',
  'change_inbox',
  'client_assertion',
  'cursor_key',
  'peer_mentor_hours',
  'peer_profile',
];

/** Views that show the runtime role what it could not read itself, each narrowed to the present principal. */
const NARROW_VIEWS = ['api_disclosure_line', 'denied', 'reach'];

/** Tables of pg-boss that the runtime role works with, each by the one policy that shows nobody who asks a row of it. */
const OF_JOBS = ['archive', 'job', 'queue', 'version'];

/** What that policy says, and what the restrictive policy of every other table says, as PostgreSQL prints them. */
const NOBODY_ASKS = '( SELECT app.nobody_asks() AS nobody_asks)';
const OF_ORGANIZATION =
  "(organization_id = ( SELECT (current_setting('app.organization'::text))::uuid AS current_setting))";

/** Each table, and each view that reads as its owner, with what closes it; and whether the runtime role was granted anything of it. */
const TABLES = `
  select c.relname as name, c.relnamespace = 'jobs'::regnamespace as is_of_jobs, c.relkind = 'v' as is_view, c.relrowsecurity and c.relforcerowsecurity as is_forced,
    exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'organization' and not p.polpermissive
      and p.polcmd = '*' and p.polroles in ('{0}', array[$2::text::regrole::oid]) and p.polwithcheck is null
      and pg_get_expr(p.polqual, c.oid) = $1) as is_of_organization,
    (select count(*) = 1 and bool_and(pg_get_expr(p.polqual, c.oid) = $3) from pg_policy p where p.polrelid = c.oid) as is_of_nobody,
    has_table_privilege($2::name, c.oid, 'select, insert, update, delete, truncate, references, trigger')
      or has_any_column_privilege($2::name, c.oid, 'select, insert, update, references') as is_granted
  from pg_class c
  where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace, 'jobs'::regnamespace) and c.relkind in ('r', 'p', 'f', 'm', 'v')
    and not (c.relkind = 'v' and coalesce(c.reloptions, '{}') @> '{security_invoker=true}')
  order by c.relname`;

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

interface Table {
  readonly name: string;
  readonly is_of_jobs: boolean;
  readonly is_view: boolean;
  readonly is_forced: boolean;
  readonly is_of_nobody: boolean;
  readonly is_of_organization: boolean;
  readonly is_granted: boolean;
}

async function openTables(): Promise<string[]> {
  const { rows } = await admin.query<Table>(TABLES, [OF_ORGANIZATION, RUNTIME_ROLE, NOBODY_ASKS]);
  return rows.flatMap((table) => faultsOf(table).map((fault) => `${table.name}: ${fault}`));
}

function faultsOf(table: Table): string[] {
  const { name, is_view, is_forced, is_of_organization, is_granted } = table;
  if (is_view) return is_granted && !NARROW_VIEWS.includes(name) ? ['is a view past row security'] : [];
  if (name === 'migration') return is_granted ? ['is granted to the runtime role'] : [];
  const forced = is_forced ? [] : ['row security is not enabled and forced'];
  if (table.is_of_jobs) return [...forced, ...faultsOfJobs(table)];
  if (OWNER_ONLY.includes(name)) return [...forced, ...(is_granted ? ['is granted to the runtime role'] : [])];
  return [...forced, ...(is_of_organization ? [] : ['no restrictive policy keeps organizations apart'])];
}

function faultsOfJobs({ name, is_granted, is_of_nobody }: Table): string[] {
  if (!OF_JOBS.includes(name)) return is_granted ? ['is granted to the runtime role'] : [];
  return is_of_nobody ? [] : ['shows jobs to whoever asks'];
}

it('finds every table closed', async () => {
  expect(await openTables()).toEqual([]);
});

it.each([
  ['a table that no rows file names', 'create table stray (id uuid)', 'stray: row security is not enabled and forced'],
  [
    'a table in the schema of functions',
    'create table app.stray (id uuid)',
    'stray: row security is not enabled and forced',
  ],
  [
    'a table in the schema of jobs',
    'create table jobs.stray (id uuid)',
    'stray: row security is not enabled and forced',
  ],
  [
    'jobs that whoever asks may see',
    'drop policy nobody_asks on jobs.job; create policy nobody_asks on jobs.job using (true)',
    'job: shows jobs to whoever asks',
  ],
  ['another policy on jobs', 'create policy another on jobs.job using (true)', 'job: shows jobs to whoever asks'],
  [
    'a grant on a table of jobs that nobody needs',
    'grant select on jobs.schedule to alongside_runtime',
    'schedule: is granted to the runtime role',
  ],
  [
    'a materialized view',
    'create materialized view stray as select * from patient',
    'stray: row security is not enabled and forced',
  ],
  [
    'a view that reads as its owner',
    'create view stray as select * from patient; grant select on stray to alongside_runtime',
    'stray: is a view past row security',
  ],
  [
    'row security that is off',
    'alter table patient disable row level security',
    'patient: row security is not enabled and forced',
  ],
  [
    'row security that spares the owner',
    'alter table patient no force row level security',
    'patient: row security is not enabled and forced',
  ],
  [
    'a missing policy',
    'drop policy organization on patient',
    'patient: no restrictive policy keeps organizations apart',
  ],
  [
    'a policy that opens instead of closing',
    "drop policy organization on patient; create policy organization on patient using (organization_id = (select current_setting('app.organization')::uuid))",
    'patient: no restrictive policy keeps organizations apart',
  ],
  [
    'a policy that closes to nobody',
    'alter policy organization on patient using (true)',
    'patient: no restrictive policy keeps organizations apart',
  ],
  [
    'a policy that lets rows be written elsewhere',
    'alter policy organization on patient with check (true)',
    'patient: no restrictive policy keeps organizations apart',
  ],
  [
    'a policy for another role',
    'alter policy organization on patient to alongside_owner',
    'patient: no restrictive policy keeps organizations apart',
  ],
  [
    "a grant on an owner's table",
    'grant select on access_grant to alongside_runtime',
    'access_grant: is granted to the runtime role',
  ],
  ['a grant to everybody', 'grant insert on access_grant to public', 'access_grant: is granted to the runtime role'],
  [
    'a grant of one column',
    'grant select (patient_id) on access_grant to alongside_runtime',
    'access_grant: is granted to the runtime role',
  ],
  [
    'a grant on the list of migrations',
    'grant select on migration to alongside_runtime',
    'migration: is granted to the runtime role',
  ],
])('notices %s', async (_, planted, fault) => {
  await admin.query(planted);
  expect(await openTables()).toContain(fault);
});

describe('the runtime role', () => {
  const owned = async () => {
    const { rows } = await admin.query(
      `select pg_describe_object(classid, objid, objsubid) as what from pg_shdepend
       where refclassid = 'pg_authid'::regclass and refobjid = $1::regrole and deptype = 'o'
         and dbid in (0, (select oid from pg_database where datname = current_database()))`,
      [RUNTIME_ROLE],
    );
    return rows;
  };

  it('owns nothing', async () => {
    expect(await owned()).toEqual([]);
    await admin.query('create table stray (id uuid); alter table stray owner to alongside_runtime');
    expect(await owned()).toEqual([{ what: 'table stray' }]);
  });

  it('has no power of its own and none of another role', async () => {
    const { rows } = await admin.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         array(select roleid::regrole::text from pg_auth_members where member = r.oid) as member_of,
         has_database_privilege(oid, current_database(), 'create') as creates_schemas,
         has_schema_privilege(oid, 'public', 'create') or has_schema_privilege(oid, 'app', 'create')
           or has_schema_privilege(oid, 'jobs', 'create') as creates_tables
       from pg_roles r where rolname = $1`,
      [RUNTIME_ROLE],
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        member_of: [],
        creates_schemas: false,
        creates_tables: false,
      },
    ]);
  });

  it.each([...OWNER_ONLY, 'migration'])('cannot read %s, which was not granted to it', async (table) => {
    await admin.query(`set local role ${RUNTIME_ROLE}`);
    await expect(admin.query(`select from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot read what it was granted before it says who is asking', async () => {
    await admin.query(`set local role ${RUNTIME_ROLE}`);
    await expect(admin.query('select from patient')).rejects.toThrow('unrecognized configuration parameter');
  });
});
