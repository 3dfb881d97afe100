import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { openDevelopmentIssuer } from '../../src/access/tokens';
import { personas } from '../../src/app/personas';
import { findRunningPostgres } from '../../src/platform/database/embedded';
import { asAdmin } from '../support/database';
import { buildPrograms, runProgram, type ServerProgram, startServerProgram } from '../support/programs';
import { untilWaiting } from '../support/until-waiting';

jest.setTimeout(120_000);

const NAMES = '{ viewer { organization { name } } patients(first: 1) { totalCount } }';
const CLINIC = { viewer: { organization: { name: 'Harbor Example Recovery Program' } }, patients: { totalCount: 40 } };

let dataDir: string;
let server: ServerProgram;
beforeAll(async () => {
  await buildPrograms();
  dataDir = await mkdtemp(join(tmpdir(), 'alongside-start-'));
  server = await startServerProgram({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await server.end('SIGKILL').catch(() => undefined);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** The embedded server's superuser URL. */
async function databaseUrl(): Promise<string> {
  const url = await findRunningPostgres(dataDir);
  if (url === undefined) throw new Error('No PostgreSQL runs on the data folder.');
  return url;
}

async function aDirectorsToken(): Promise<string> {
  const [row] = await asAdmin(await databaseUrl(), async (admin) => {
    const found = await admin.query<{ id: string }>('select id from organization order by id limit 1');
    return found.rows;
  });
  const director = personas.find(({ name }) => name === 'director');
  if (!row || !director) throw new Error('The demo clinic is not there.');
  const issuer = await openDevelopmentIssuer(dataDir, 'development');
  return issuer.sign({ subject: director.subject, organizationId: row.id, role: director.role });
}

async function ask(url: string, token: string, query: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.json() };
}

/** Sends a query that waits for a lock, has the server told to stop, and lets the query go on. */
async function stopDuringRequest(signal: 'SIGINT' | 'SIGTERM', to: 'process' | 'group') {
  const database = await databaseUrl();
  const token = await aDirectorsToken();
  const holder = new Client({ connectionString: database });
  // Its session ends with the server, which may be first to go.
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table peer_group in access exclusive mode');
  const answer = ask(server.url, token, '{ peerGroups(first: 1) { totalCount } }');
  await untilWaiting(holder);
  const ended = server.end(signal, to);
  await sleep(300);
  // Nothing new is taken on, and what it takes to answer is still there.
  await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
  await holder.query('rollback');
  const [{ status, body }, run] = await Promise.all([answer, ended]);
  await holder.end();
  return { status, body, code: run.code, database: await findRunningPostgres(dataDir) };
}

const STOPPED = {
  status: 200,
  body: { data: { peerGroups: { totalCount: 20 } } },
  code: 0,
  database: undefined,
};

describe('npm start on a machine without PostgreSQL', () => {
  it('serves the demo clinic, and says where, who one can be and what to try', async () => {
    expect((await ask(server.url, await aDirectorsToken(), NAMES)).body).toEqual({ data: CLINIC });
    const output = server.output();
    expect(output).toContain(`Alongside answers at ${server.url}/graphql\n`);
    for (const { name } of personas) expect(output).toContain(name);
    expect(output).toMatch(new RegExp(`^ {2}curl -s ${server.url}/graphql .*npm run --silent token -- clinician`, 'm'));
  });

  it('goes on when the database breaks off what many requests read', async () => {
    const read = '{ peerLinks(first: 20) { nodes { nextMeetings { group { id } } peer { displayName } } } }';
    const [database, token] = [await databaseUrl(), await aDirectorsToken()];
    for (let times = 0; times < 5; times += 1) {
      const asking = Promise.all(Array.from({ length: 40 }, () => ask(server.url, token, read)));
      await asAdmin(database, (admin) =>
        admin.query(
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
        ),
      );
      for (const { status } of await asking) expect([200, 503]).toContain(status);
    }
    expect((await ask(server.url, token, NAMES)).body).toEqual({ data: CLINIC });
  });

  it('refuses a second start on the same data folder, in one line, and goes on', async () => {
    const second = await runProgram('dist/src/app/main.js', [], { DATA_DIR: dataDir, PORT: '0' });
    expect(second).toEqual({ code: 1, out: [], err: [expect.stringContaining(`is in use by process ${server.pid}`)] });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('refuses a busy port, in one line, before it seeds a clinic', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alongside-busy-'));
    const second = await runProgram('dist/src/app/main.js', [], { DATA_DIR: folder, PORT: new URL(server.url).port });
    const made = await readdir(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    expect(second).toEqual({ code: 1, out: [], err: [expect.stringMatching(/^Port \d+ is in use; set PORT/)] });
    // The demo's tokens are signed with a key that seeding makes.
    expect(made).not.toContain('development-signing-key.json');
  });

  it('on SIGTERM finishes what it was asked, stops PostgreSQL and ends in order', async () => {
    expect(await stopDuringRequest('SIGTERM', 'process')).toEqual(STOPPED);
  });

  it('finds the clinic there on the next start, and on Ctrl-C finishes what it was asked, too', async () => {
    server = await startServerProgram({ DATA_DIR: dataDir });
    expect((await ask(server.url, await aDirectorsToken(), NAMES)).body).toEqual({ data: CLINIC });
    // A terminal sends the signal to the whole process group.
    expect(await stopDuringRequest('SIGINT', 'group')).toEqual(STOPPED);
  });

  it('starts again after it was killed', async () => {
    server = await startServerProgram({ DATA_DIR: dataDir });
    const { code } = await server.end('SIGKILL');
    expect(code).toBeNull();
    server = await startServerProgram({ DATA_DIR: dataDir });
    expect((await ask(server.url, await aDirectorsToken(), NAMES)).body).toEqual({ data: CLINIC });
  });
});
