import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateCommand } from '../../../src/app/cli/migrate-command';
import { seedCommand } from '../../../src/app/cli/seed-command';
import { tokenCommand } from '../../../src/app/cli/token-command';
import { personas } from '../../../src/app/personas';
import { findRunningPostgres } from '../../../src/platform/database/embedded';
import { asAdmin } from '../../support/database';
import {
  buildPrograms,
  type ProgramRun,
  runProgram,
  type ServerProgram,
  startServerProgram,
} from '../../support/programs';
import { type CommandRun, runInTerminal } from './a-terminal';

jest.setTimeout(120_000);

let dataDir: string;
let server: ServerProgram;
beforeAll(async () => {
  await buildPrograms();
  dataDir = await mkdtemp(join(tmpdir(), 'alongside-commands-'));
  server = await startServerProgram({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await server.end('SIGKILL').catch(() => undefined);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const COMMANDS = { token: tokenCommand, migrate: migrateCommand, seed: seedCommand };

/** Runs a command in this process, beside the server. */
function run(command: keyof typeof COMMANDS, args: string[] = [], settings = {}): Promise<CommandRun> {
  return runInTerminal(COMMANDS[command], args, { DATA_DIR: dataDir, ...settings });
}

/** Runs a command as npm does. */
function runAsProcess(command: string, args: string[] = []): Promise<ProgramRun> {
  return runProgram(`dist/src/app/cli/${command}.js`, args, { DATA_DIR: dataDir });
}

/** One line on stderr that says this, nothing on stdout, exit 1. */
const refusedWith = (pattern: RegExp) => ({ code: 1, out: [], err: [expect.stringMatching(pattern)] });

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
async function ask(token: string, query: string): Promise<any> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function tokenOf(persona: string): Promise<string> {
  const { out } = await run('token', [persona]);
  return out.at(-1) ?? '';
}

async function rows(query: string): Promise<Record<string, unknown>[]> {
  const url = await findRunningPostgres(dataDir);
  if (!url) throw new Error('No PostgreSQL runs on the data folder.');
  return asAdmin(url, async (admin) => (await admin.query(query)).rows);
}

describe('npm run token', () => {
  it.each(personas.map(({ name, role }) => [name, role]))(
    'prints a token for %s that the running server takes, as its last line',
    async (name, role) => {
      const { code, out, err } = await run('token', [name]);
      expect({ code, err }).toEqual({ code: 0, err: [] });
      const { viewer } = await ask(out.at(-1) ?? '', '{ viewer { role organization { name } } }');
      expect(viewer).toEqual({ role, organization: { name: 'Harbor Example Recovery Program' } });
    },
  );

  it('lists the personas for whoever names none of them', async () => {
    const all = new RegExp(personas.map(({ name }) => name).join(', '));
    expect(await run('token', ['sponsor'])).toEqual(refusedWith(all));
    expect(await run('token', [])).toEqual(refusedWith(all));
    expect(await run('token', ['clinician', 'patient'])).toEqual(refusedWith(all));
  });

  it('signs nothing in production, with an issuer or without', async () => {
    const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' };
    expect(await run('token', ['clinician'], production)).toEqual(refusedWith(/^OIDC_ISSUER/));
    const issuer = {
      OIDC_ISSUER: 'https://login.harbor.example/',
      OIDC_AUDIENCE: 'https://api.alongside.example',
      OIDC_JWKS_URI: 'https://login.harbor.example/keys',
    };
    const refused = refusedWith(/^Tokens come from OIDC_ISSUER here/);
    expect(await run('token', ['clinician'], { ...production, ...issuer })).toEqual(refused);
    // A server with an issuer of its own would not take our signature.
    expect(await run('token', ['clinician'], issuer)).toEqual(refused);
  });
});

describe('npm run migrate', () => {
  it('has nothing left to do on a database that is up to date', async () => {
    const upToDate = { code: 0, out: [], err: ['The database is up to date.'] };
    const before = await rows('select name from migration order by id');
    expect(await run('migrate')).toEqual(upToDate);
    expect(await rows('select name from migration order by id')).toEqual(before);
  });

  it('founds an organization in its own zone, and prints its id', async () => {
    const words = ['--organization', 'Valley Example Program', '--time-zone', 'Asia/Kathmandu'];
    const { code, out } = await run('migrate', words);
    expect({ code, out }).toEqual({ code: 0, out: [expect.stringMatching(/^organization_[0-9a-f-]{32,36}$/)] });
    const founded = await rows("select name, time_zone from organization where name = 'Valley Example Program'");
    expect(founded).toEqual([{ name: 'Valley Example Program', time_zone: 'Asia/Kathmandu' }]);
  });

  it('refuses a zone that does not exist, and an option that it does not know', async () => {
    expect(await run('migrate', ['--organization', 'X', '--time-zone', 'Mars/Olympus'])).toEqual(
      refusedWith(/^--time-zone must be an IANA name/),
    );
    expect(await run('migrate', ['--force'])).toEqual(refusedWith(/unknown option '--force'/));
  });
});

describe('npm run seed', () => {
  it('adds patients with all that belongs to them, whom the graph shows like any other', async () => {
    const { code, out, err } = await run('seed', ['--patients', '300']);
    expect({ code, out, err }).toEqual({ code: 0, out: ['300 patients added'], err: ['300 of 300 patients'] });
    // Of the grants one is by the seat, one by the link to a mentor on the staff.
    expect(await rows(COUNTS)).toEqual([
      { patients: 300, seats: 300, grants: 600, plans: 300, activities: 900, sessions: 900, links: 600 },
    ]);
    const [astray] = await rows(ASTRAY);
    expect(astray).toEqual({ seats_without_grant: 0, grants_without_seat: 0, wrong_slots: 0 });
    expect(
      await rows("select last_analyze is not null as known from pg_stat_user_tables where relname = 'patient'"),
    ).toEqual([{ known: true }]);
    await seesTheVolume();
  });

  it('asks for a number of patients that makes sense', async () => {
    expect(await run('seed')).toEqual(refusedWith(/--patients/));
    expect(await run('seed', ['--patients', '0'])).toEqual(refusedWith(/--patients must be a whole number/));
    expect(await run('seed', ['--patients', '1'], { NODE_ENV: 'production' })).toEqual(refusedWith(/production/));
  });

  async function seesTheVolume(): Promise<void> {
    const data = await ask(
      await tokenOf('director'),
      `{
        patients(orderBy: NAME, last: 50, filter: { search: "Volume" }) {
          totalCount
          nodes {
            identity { fullName identifiers { value } } careTeam { clinician { displayName } } status
            activeCarePlan { activities { __typename sessions(first: 3) { totalCount } } peerLinks { nodes { peer { displayName } } } }
          }
        }
        changed: patients(orderBy: UPDATED_AT, first: 100) { nodes { updatedAt } }
        clinicians(first: 20) { nodes { caseload(first: 5) { totalCount } } }
        carePlans(first: 50, filter: { status: [ACTIVE] }) { totalCount }
        peerLinks(first: 50) { totalCount }
        peerMentors(first: 50) { nodes { openSlots links(first: 2) { totalCount } } }
      }`,
    );
    expect(data.patients.totalCount).toBe(300);
    const [last] = data.patients.nodes.slice(-1);
    expect(last.identity.fullName).toMatch(/ Volume 0000300$/);
    expect(last.activeCarePlan.activities.map(({ __typename }: { __typename: string }) => __typename).sort()).toEqual([
      'CbtActivity',
      'CounselingActivity',
      'MatActivity',
    ]);
    expect(last.activeCarePlan.peerLinks.nodes).toHaveLength(2);
    expect(data.changed.nodes).toHaveLength(100);
    expect(data.carePlans.totalCount).toBe(310);
  }
});

/** Of the patients that the command made. */
const COUNTS = `
  with volume as (select i.patient_id as id from patient_identity i where i.family_name like 'Volume %')
  select (select count(*)::int from patient where id in (select id from volume)) as patients,
    (select count(*)::int from care_team_member where patient_id in (select id from volume)) as seats,
    (select count(*)::int from access_grant where patient_id in (select id from volume)) as grants,
    (select count(*)::int from care_plan where patient_id in (select id from volume)) as plans,
    (select count(*)::int from care_activity where patient_id in (select id from volume)) as activities,
    (select count(*)::int from session where patient_id in (select id from volume)) as sessions,
    (select count(*)::int from peer_link where patient_id in (select id from volume)) as links`;

/** What triggers keep in step, over the whole clinic. */
const ASTRAY = `
  select (select count(*)::int from care_team_member m where not exists (
      select 1 from access_grant g where g.organization_id = m.organization_id and g.basis = 'CARE_TEAM' and g.source_id = m.id
        and g.principal_id = m.clinician_id and g.patient_id = m.patient_id and g.valid_from = m.starts_at)) as seats_without_grant,
    (select count(*)::int from access_grant g where g.basis = 'CARE_TEAM' and not exists (
      select 1 from care_team_member m where m.organization_id = g.organization_id and m.id = g.source_id)) as grants_without_seat,
    (select count(*)::int from peer_mentor_standing s where s.slots_taken <> (
      select count(*) from peer_link l where l.organization_id = s.organization_id and l.peer_mentor_id = s.id
        and l.status in ('ACCEPTED', 'ACTIVE', 'PAUSED'))) as wrong_slots`;

describe('npm run schema', () => {
  it('agrees with what is committed, and writes the same', async () => {
    expect(await runAsProcess('schema', ['--check'])).toEqual({ code: 0, out: [], err: [] });
    const { code } = await runProgram('dist/src/app/cli/schema.js', [], {}, dataDir);
    expect(code).toBe(0);
    const committed = await readFile(join(__dirname, '../../../schema.graphql'), 'utf8');
    expect(await readFile(join(dataDir, 'schema.graphql'), 'utf8')).toBe(committed);
  });

  it('says how it is used to whoever asks for something else', async () => {
    expect(await runAsProcess('schema', ['--verify'])).toEqual(refusedWith(/^usage: npm run schema/));
  });
});

it('runs every command as a process, beside the server', async () => {
  const runs = await Promise.all([
    runAsProcess('token', ['ehr']),
    runAsProcess('migrate'),
    runAsProcess('seed', ['--patients', '1']),
    runAsProcess('token', ['nobody']),
  ]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 1]);
  expect(runs[3]).toEqual(refusedWith(/^Give one persona/));
});

it('starts the database for a command when no server runs, and stops it afterwards', async () => {
  await server.end('SIGTERM');
  const { code, out } = await runAsProcess('token', ['patient']);
  expect(code).toBe(0);
  expect(out.at(-1)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(await findRunningPostgres(dataDir)).toBeUndefined();
  server = await startServerProgram({ DATA_DIR: dataDir });
  expect(await ask(out.at(-1) ?? '', '{ viewer { role } }')).toEqual({ viewer: { role: 'PATIENT' } });
});
