import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_SCOPES } from '../src/app/personas';
import { asAdmin, createTestDatabase, type TestDatabase } from './support/database';
import { blocksOf } from './support/markdown';
import { buildPrograms, environment, type ServerProgram, startServerProgram } from './support/programs';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..');
const GUIDE = readFileSync(join(ROOT, 'docs/authentication.md'), 'utf8');
const ROWS = readFileSync(join(ROOT, 'src/access/access.rows.sql'), 'utf8');

/** Every category that a scope can open; counseling notes and admission stand for themselves. */
const CATEGORIES = [
  'IDENTITY',
  'CONTACT',
  'CARE_PLAN',
  'MEDICATION',
  'ASSESSMENT',
  'RECOVERY',
  'RETURN_TO_USE',
  'PEER_SUPPORT',
  'GROUP_PARTICIPATION',
  'COUNSELING_NOTE',
  'ADMISSION',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('the table of scopes', () => {
  const rows = [...GUIDE.matchAll(/^\| `(system\/\w+)` \| (.*) \|$/gm)].map(([, scope = '', opens = '']) => {
    const named = [...opens.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name);
    return { scope, categories: opens.includes('whether somebody is in care') ? [...named, 'ADMISSION'] : named };
  });

  const openedBy = (scope: string): Promise<string[]> =>
    asAdmin(database.url, async (admin) => {
      const { rows: found } = await admin.query<{ name: string }>(
        'select name from unnest($2::text[]) as name where app.categories_of(array[$1]) & app.bit(name) <> 0',
        [scope, CATEGORIES],
      );
      return found.map(({ name }) => name).sort();
    });

  it('has every resource that the database knows, and no other', () => {
    const known = [...ROWS.matchAll(/when '(system\/\w+)' then/g)].map(([, scope]) => scope);
    expect(known.length).toBeGreaterThanOrEqual(8);
    expect(rows.map(({ scope }) => scope).sort()).toEqual(known.sort());
    expect(ALL_SCOPES.map((scope) => scope.split('.')[0]).sort()).toEqual(known);
  });

  it('knows every category', async () => {
    const { bits } = await asAdmin(database.url, async (admin) => {
      const found = await admin.query('select sum(app.bit(name))::int as bits from unnest($1::text[]) as name', [
        CATEGORIES,
      ]);
      return found.rows[0];
    });
    expect(bits).toBe(2 ** CATEGORIES.length - 1);
  });

  it.each(rows)('says of $scope what the database says', async ({ scope, categories }) => {
    expect(await openedBy(`${scope}.r`)).toEqual([...categories].sort());
    expect(await openedBy(`${scope}.cruds`)).toEqual([...categories].sort());
    expect(await openedBy(`${scope}.cuds`)).toEqual([]);
    expect(categories).not.toContain('COUNSELING_NOTE');
  });
});

describe('SMART Backend Services on a laptop', () => {
  const section = /^## SMART Backend Services on a laptop$([\s\S]*?)^## /m.exec(GUIDE)?.[1] ?? '';
  const commands = blocksOf(section.replace(/^ {3}/gm, '')).map(({ text }) => text);
  let folder: string;
  let server: ServerProgram;
  beforeAll(async () => {
    await buildPrograms();
    folder = await mkdtemp(join(tmpdir(), 'alongside-guide-'));
    server = await startServerProgram({ DATA_DIR: folder, DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  /** The guide's own words, at the server and in the folder of this test. */
  function inBash(command: string): Promise<string> {
    const { host, port } = new URL(server.url);
    const own = command.replaceAll('127.0.0.1:4000', host).replaceAll('data/', `${folder}/`);
    const env = environment({ DATA_DIR: folder, DATABASE_URL: database.url, PORT: port });
    return new Promise((resolve, reject) => {
      execFile('bash', ['-c', own], { cwd: ROOT, env }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    });
  }

  it('leads from a key to an answer, command by command', async () => {
    expect(commands).toHaveLength(3);
    const answers: string[] = [];
    for (const command of commands) answers.push(await inBash(command));
    const [made, registered, asked] = answers;
    expect(made).toBe('');
    const scopes = ['system/Patient.rs', 'system/CarePlan.rs'];
    expect(JSON.parse(registered ?? '')).toEqual({
      data: { registerPartnerApp: { partnerApp: { id: expect.any(String), clientId: 'clinic-records', scopes } } },
    });
    const { data } = JSON.parse(asked ?? '');
    expect(data.viewer).toEqual({ displayName: 'Clinic records', role: 'EHR_SYSTEM', scopes });
    expect(data.patients.nodes).toHaveLength(3);
    expect(data.patients.nodes[0].identity.fullName).toEqual(expect.any(String));
  });

  it('keeps the key to its owner, and shows none of the private half', async () => {
    expect(((await stat(join(folder, 'records.key.json'))).mode & 0o777).toString(8)).toBe('600');
    const { keys } = JSON.parse(readFileSync(join(folder, 'records.jwks.json'), 'utf8'));
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
