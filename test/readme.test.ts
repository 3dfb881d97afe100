import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '../src/app/personas';
import { differences } from './support/compare-answers';
import { createTestDatabase, type TestDatabase } from './support/database';
import { type Block, blocksOf } from './support/markdown';
import { buildPrograms, environment, runProgram, type ServerProgram, startServerProgram } from './support/programs';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const README = read('README.md');
const BLOCKS = blocksOf(README);
const SCRIPTS: Record<string, string> = JSON.parse(read('package.json')).scripts;

/** Run by CI, start.test.ts or demo-story.test.ts in ways of their own: a test that runs them all would run itself. */
const RUN_ELSEWHERE = ['npm ci', 'npm start', 'npm test', 'npm run check', 'npm run demo'];

/** Between what the steps of the walk-through print. */
const STEP = '== next step ==';

/** The address of README's own text. */
const ADDRESS = '127.0.0.1:4000';

/** The blocks of the section with this heading. */
function sectionOf(heading: string): Block[] {
  const begins = BLOCKS.findIndex(({ prose }) => prose.includes(heading));
  const length = BLOCKS.slice(begins + 1).findIndex(({ prose }) => prose.includes('\n## ')) + 1;
  return BLOCKS.slice(begins, begins + length);
}

/** Sections that go step by step in one terminal, and how many blocks each has at least. */
const WALKS: readonly (readonly [heading: string, fewest: number])[] = [
  ['## Consent decides', 11],
  ['## Recovery is answered', 7],
];
const WALKED = WALKS.flatMap(([heading]) => sectionOf(heading));

const inLanguage = (language: string): Block[] =>
  BLOCKS.filter((block) => block.language === language && !WALKED.includes(block));
/** A line that ends in a backslash goes on in the next. */
const COMMANDS = inLanguage('sh').flatMap(({ text }) =>
  text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== ''),
);

describe('what README lets a reader type', () => {
  let folder: string;
  let database: TestDatabase;
  let server: ServerProgram;
  let settings: Record<string, string>;
  beforeAll(async () => {
    await buildPrograms();
    [folder, database] = await Promise.all([mkdtemp(join(tmpdir(), 'alongside-readme-')), createTestDatabase()]);
    settings = { DATA_DIR: folder, DATABASE_URL: database.url };
    server = await startServerProgram(settings);
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('has commands and a query to try', () => {
    expect(COMMANDS.filter((command) => command.startsWith('curl')).length).toBeGreaterThanOrEqual(4);
    expect(inLanguage('graphql')).not.toEqual([]);
    expect(new Set(BLOCKS.map(({ language }) => language))).toEqual(new Set(['sh', 'graphql', 'json', 'mermaid']));
  });

  it.each(COMMANDS)('%s', async (command) => {
    if (command.startsWith('docker')) return;
    if (command.startsWith('curl')) return expectAnswer(await inBash(command));
    // A command of another kind has to be taught here, or nobody would know whether it works.
    for (const part of command.split(' && ')) {
      expect(RUN_ELSEWHERE).toContain(part);
      const script = /^npm (?:run )?(\S+)$/.exec(part)?.[1] ?? '';
      expect(part === 'npm ci' ? existsSync(join(ROOT, 'package-lock.json')) : script in SCRIPTS).toBe(true);
    }
  });

  it.each(inLanguage('graphql'))('the query of line $line is answered as the next block says', async (block) => {
    const answer = BLOCKS[BLOCKS.indexOf(block) + 1];
    if (answer?.language !== 'json') throw new Error(`The query of line ${block.line} has no answer.`);
    const token = await tokenFor(personaIn(block.prose));
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: block.text }),
    });
    expect(differences(JSON.parse(answer.text), await response.json())).toEqual([]);
  });

  it.each(WALKS)('the walk-through "%s" goes as written, in one terminal', async (heading, fewest) => {
    const walk = sectionOf(heading);
    expect(walk.length).toBeGreaterThanOrEqual(fewest);
    const steps = walk.filter(({ language }) => language === 'sh');
    const script = steps.map(({ text }) => `${text}\nprintf '\\n${STEP}\\n'`).join('\n');
    const answers = (await inBash(script.replaceAll('data/', `${folder}/`), { PORT: new URL(server.url).port })).split(
      `\n${STEP}\n`,
    );
    for (const [index, step] of steps.entries()) {
      const promised = walk[walk.indexOf(step) + 1];
      const given = answers[index]?.trim() ?? '';
      const found = promised?.language === 'json' ? differences(JSON.parse(promised.text), JSON.parse(given)) : [given];
      expect([step.line, found.filter((line) => line !== '')]).toEqual([step.line, []]);
    }
  });

  /** README's own words, sent to the server of this test. */
  function inBash(command: string, more: Record<string, string> = {}): Promise<string> {
    expect(command).toContain(ADDRESS);
    const own = command.replaceAll(ADDRESS, new URL(server.url).host);
    return new Promise((resolve, reject) => {
      execFile('bash', ['-c', own], { cwd: ROOT, env: environment({ ...settings, ...more }) }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });
  }

  function expectAnswer(text: string): void {
    const { data, errors } = JSON.parse(text) as { data?: object; errors?: unknown };
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {}).filter((value) => value !== null)).not.toEqual([]);
  }

  /** "As the demo clinician: …" */
  function personaIn(prose: string): string {
    const named = /As the demo (\w+)/.exec(prose)?.[1];
    const persona = personas.find(({ name }) => name === named);
    if (!persona) throw new Error(`The prose before a query has to say "As the demo PERSONA": ${prose.trim()}`);
    return persona.name;
  }

  async function tokenFor(persona: string): Promise<string> {
    const { out } = await runProgram('dist/src/app/cli/token.js', [persona], settings);
    return out.at(-1) ?? '';
  }
});

describe('what README lists', () => {
  const rows = [...README.matchAll(/^\| `([^`]+)` \|(.*)$/gm)].map(([, name = '', rest = '']) => ({ name, rest }));
  const named = rows.map(({ name }) => name);

  it('has every command of package.json, and no other', () => {
    const commands = named.filter((name) => name.startsWith('npm ')).map((name) => name.replace(/^npm (run )?/, ''));
    // "build" is what the others do first.
    const scripts = Object.keys(SCRIPTS).filter((script) => script !== 'build');
    expect(commands.map((words) => words.split(' ')[0]).sort()).toEqual(scripts.sort());
  });

  it('has every setting, and no other', () => {
    const known = [...read('src/platform/config/settings.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
      ([, name]) => name,
    );
    expect(known.length).toBeGreaterThanOrEqual(11);
    expect(named.filter((name) => /^[A-Z_]+$/.test(name)).sort()).toEqual(known.sort());
  });

  it('has every persona', () => {
    const { rest = '' } = rows.find(({ name }) => name.startsWith('npm run token')) ?? {};
    expect([...rest.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(personas.map(({ name }) => name));
  });
});

describe('comparing an answer with a promise', () => {
  const promised = {
    data: {
      patient: {
        id: 'patient_01a20673-25ab-7099-8f40-8affefbbdc9f',
        updatedAt: '2026-01-01T00:00:00Z',
        plans: [{ title: 'Recovery plan', sessions: 3, note: null }],
      },
    },
  };
  const given = (change: object): object => ({ data: { patient: { ...promised.data.patient, ...change } } });

  it('lets ids and times be others of their kind', () => {
    expect(differences(promised, promised)).toEqual([]);
    const other = { id: 'patient_ffffffff-25ab-7099-8f40-8affefbbdc9f', updatedAt: '2027-02-03T04:05:06.789Z' };
    expect(differences(promised, given(other))).toEqual([]);
  });

  it.each<[string, object]>([
    ['answer.data.patient.id', { id: 'clinician_01a20673-25ab-7099-8f40-8affefbbdc9f' }],
    ['answer.data.patient.id', { id: 'patient_1' }],
    ['answer.data.patient.updatedAt', { updatedAt: 'yesterday' }],
    ['answer.data.patient.updatedAt', { updatedAt: null }],
    ['answer.data.patient.plans[0].title', { plans: [{ title: 'Another plan', sessions: 3, note: null }] }],
    ['answer.data.patient.plans[0].sessions', { plans: [{ title: 'Recovery plan', sessions: '3', note: null }] }],
    ['answer.data.patient.plans[0].note', { plans: [{ title: 'Recovery plan', sessions: 3 }] }],
    ['answer.data.patient.plans has 0 elements', { plans: [] }],
    ['answer.data.patient.plans is {}', { plans: {} }],
    ['answer.data.patient.extra', { extra: 1 }],
  ])('names %s where %j came instead', (place, change) => {
    expect(differences(promised, given(change))).toEqual([expect.stringContaining(place)]);
  });

  it('names errors that nobody promised', () => {
    expect(differences({ data: null }, { data: null, errors: [{ message: 'No.' }] })).toHaveLength(1);
  });
});

describe('reading the blocks of a Markdown file', () => {
  it('finds each with its language, line and the prose before it', () => {
    expect(blocksOf('# A\n\n```sh\nnpm ci\n\nnpm start\n```\nAs the demo patient:\n```graphql\n{ a }\n```\n')).toEqual([
      { language: 'sh', text: 'npm ci\n\nnpm start', line: 3, prose: '# A\n' },
      { language: 'graphql', text: '{ a }', line: 9, prose: 'As the demo patient:' },
    ]);
  });

  it('refuses a file that leaves one open', () => {
    expect(() => blocksOf('```sh\nnpm ci\n')).toThrow('The block of line 1 is never closed.');
  });
});
