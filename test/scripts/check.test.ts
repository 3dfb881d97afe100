import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const LEFT_BEHIND = ['node_modules', 'dist', 'data', 'coverage', '.git'];

/** A copy of the tree, for planting faults in. */
let tree: string;
let planted: Map<string, string | undefined>;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'alongside-check-'));
  cpSync(ROOT, tree, {
    recursive: true,
    filter: (path) => dirname(path) !== ROOT || !LEFT_BEHIND.includes(basename(path)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

beforeEach(() => {
  planted = new Map();
});

afterEach(() => {
  for (const [path, text] of planted) {
    if (text === undefined) rmSync(join(tree, path));
    else writeFileSync(join(tree, path), text);
  }
});

/** Writes a file of the copy, until the test has ended. */
function plant(path: string, change: string | ((text: string) => string)): void {
  const target = join(tree, path);
  const before = existsSync(target) ? readFileSync(target, 'utf8') : undefined;
  if (!planted.has(path)) planted.set(path, before);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, typeof change === 'string' ? change : change(before ?? ''));
}

const replace = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`The file has no "${from}" to replace.`);
  return text.replace(from, to);
};

function check(steps: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check.mjs', '--only', steps], {
    cwd: tree,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

it('names a type error, and builds nothing on it', () => {
  plant('src/platform/planted.ts', "export const planted: number = 'one';\n");
  const { status, output } = check('types,schema');
  expect(status).toBe(1);
  expect(output).toMatch(/^FAIL types {2}/m);
  expect(output).toMatch(/^src\/platform\/planted\.ts\(1,14\): error TS2322/m);
  expect(output).toContain('── schema ──\nnot run: build failed');
});

it('names a lint error, and does not look at the data of a running server', () => {
  plant('data/lock', '');
  rmSync(join(tree, 'data/lock'));
  symlinkSync('nowhere', join(tree, 'data/lock'));
  plant('src/platform/planted.ts', 'export const planted: any = 1;\n');
  const { status, output } = check('lint');
  expect(status).toBe(1);
  expect(output).toMatch(/^src\/platform\/planted\.ts:1:\d+ lint\/suspicious\/noExplicitAny/m);
  expect(output).not.toContain('data/lock');
});

it('names a file that is not formatted, and one whose imports are not in order', () => {
  plant('src/platform/planted.ts', 'export const planted = "one"\n');
  plant('src/platform/unsorted.ts', "export { b } from './b';\nexport { a } from './a';\n");
  const { status, output } = check('format');
  expect(status).toBe(1);
  expect(output).toMatch(/^src\/platform\/planted\.ts format/m);
  expect(output).toMatch(/^src\/platform\/unsorted\.ts:1:1 assist\/source\/organizeImports/m);
});

describe('layers', () => {
  it('name every import that goes against the drawing', () => {
    const files: Record<string, string> = {
      'src/access/upward.ts': "import '../app/graph';\n",
      'src/platform/type-only.ts': "import type { Role } from '../access/role';\nexport type Planted = Role;\n",
      'src/features/identity/rank.ts': "import '../patients';\n",
      'src/features/patients/side-door.ts': "import '../identity/account.entity';\n",
      'src/app/side-door.ts': "import '../features/identity/account.entity';\n",
      'src/platform/one.ts': "import './two';\nexport const one = 1;\n",
      'src/platform/two.ts': "import './one';\nexport const two = 2;\n",
      'src/platform/old.ts': "import '../../migrations/0001-foundation';\n",
      'src/platform/tested.ts': "import '../../test/support/database';\n",
      'src/platform/developed.ts': "import 'fast-check';\n",
      'src/platform/unnamed.ts': "import 'iconv-lite';\n",
      'src/platform/nowhere.ts': "import './not-there';\n",
      'src/features/unlisted/index.ts': 'export const unlisted = 1;\n',
      'migrations/9999-planted.ts': "import '../src/access/role';\n",
    };
    for (const [path, text] of Object.entries(files)) plant(path, text);
    const { status, output } = check('layers');
    rmSync(join(tree, 'src/features/unlisted'), { recursive: true });
    planted.delete('src/features/unlisted/index.ts');

    expect(status).toBe(1);
    const lines = output.split('\n');
    for (const line of [
      'layer: access imports only what lies below: src/access/upward.ts → src/app/graph.ts',
      'layer: platform imports only what lies below: src/platform/type-only.ts → src/access/role.ts',
      'rank: identity (1) imports only lower ranks: src/features/identity/rank.ts → src/features/patients/index.ts',
      'front door: a feature is imported by its index.ts only: src/features/patients/side-door.ts → src/features/identity/account.entity.ts',
      'front door: a feature is imported by its index.ts only (from outside the features): src/app/side-door.ts → src/features/identity/account.entity.ts',
      'cycle: src/platform/one.ts → src/platform/two.ts → src/platform/one.ts',
      'migrations: only app imports them: src/platform/old.ts → migrations/0001-foundation.ts',
      'migrations: they import nothing of src, which will change after them: migrations/9999-planted.ts → src/access/role.ts',
      'outside: src and migrations import nothing of the folders around them: src/platform/tested.ts → test/support/database.ts',
      'an import that leads nowhere: src/platform/nowhere.ts → ./not-there',
      'src/features/unlisted: not listed in scripts/structure.json',
    ]) {
      expect(lines).toContain(line);
    }
    expect(output).toMatch(/^packages: no development dependency at run time: src\/platform\/developed\.ts/m);
    expect(output).toMatch(/^packages: only what package\.json names: src\/platform\/unnamed\.ts/m);
  });

  it('name an import in the place of a type, which the rules would not see', () => {
    plant('src/platform/hidden.ts', "export type Planted = import('../access/role').Role;\n");
    const { status, output } = check('layers');
    expect(status).toBe(1);
    expect(output).toContain('src/platform/hidden.ts imports ../access/role where no rule sees it');
  });

  it('fail when the parser sees no import, as the usual one does under TypeScript 7', () => {
    plant('.dependency-cruiser.cjs', replace("parser: 'swc',", ''));
    const { status, output } = check('layers');
    expect(status).toBe(1);
    expect(output).toMatch(/No module was read|where no rule sees it/);
  });

  it('fail when no module was read', () => {
    plant('.dependency-cruiser.cjs', replace("parser: 'swc',", "parser: 'swc', exclude: { path: '.' },"));
    const { status, output } = check('layers');
    expect(status).toBe(1);
    expect(output).toContain('No module was read');
  });

  it('fail when a file was not read', () => {
    plant('.dependency-cruiser.cjs', replace("parser: 'swc',", "parser: 'swc', exclude: { path: 'access/role' },"));
    const { status, output } = check('layers');
    expect(status).toBe(1);
    expect(output).toMatch(/modules were read of \d+ files; not read: src\/access\/role\.ts/);
  });
});

it('names a dead export, a dead file and a dependency that nothing uses', () => {
  plant('src/platform/database/violations.ts', (text) => `${text}\nexport const plantedExport = 1;\n`);
  plant('src/platform/planted.ts', 'export const plantedFile = 1;\n');
  plant('package.json', replace('"dependencies": {', '"dependencies": {\n    "planted-dependency": "1.0.0",'));
  const { status, output } = check('dead-code');
  expect(status).toBe(1);
  expect(output).toMatch(/^plantedExport\s+src\/platform\/database\/violations\.ts/m);
  expect(output).toMatch(/^src\/platform\/planted\.ts/m);
  expect(output).toMatch(/^planted-dependency\s+package\.json/m);
});

it('names the first drift of the schema, and a field without a description', () => {
  plant('src/features/patients/patient.entity.ts', replace('What the patient likes to be called.', ''));
  const { status, output } = check('schema,descriptions');
  expect(status).toBe(1);
  expect(output).toMatch(
    /schema\.graphql is not what the code serves: line \d+, type Patient: committed ".*likes to be called/,
  );
  expect(output).toContain('Patient.preferredName has no description that says what it means');
});

it('names what the diagram lacks, and what it shows though it is gone', () => {
  plant('README.md', replace('  app --> access\n', ''));
  expect(check('diagram')).toMatchObject({
    status: 1,
    output: expect.stringContaining('missing there: app --> access'),
  });
  plant('README.md', replace('  app["app"]\n', '  app["app"]\n  app --> access\n  access --> app\n'));
  expect(check('diagram')).toMatchObject({
    status: 1,
    output: expect.stringContaining('no longer so: access --> app'),
  });
});

describe('a release', () => {
  const git = (...words: string[]) => execFileSync('git', ['-C', tree, ...words]);
  const release = (tag: string) => {
    git('add', 'schema.graphql');
    git('-c', 'user.name=t', '-c', 'user.email=t@t.example', 'commit', '--quiet', '--message', tag);
    git('tag', tag);
  };

  beforeEach(() => git('init', '--quiet'));
  afterEach(() => rmSync(join(tree, '.git'), { recursive: true }));

  it('is compared with, and what it promised and is gone is named', () => {
    plant('schema.graphql', 'type Query { kept: String }');
    release('v0.1.0');
    plant('schema.graphql', 'type Query { kept: String, promised: String }');
    release('v0.2.0');
    plant('schema.graphql', 'type Query { kept: String, added: String }');
    const { status, output } = check('breaking-changes');
    expect(status).toBe(1);
    expect(output).toContain('since v0.2.0: Query.promised was removed.');
    expect(output).not.toContain('added');

    plant(
      'schema.graphql',
      'type Query { kept: String, promised: String @deprecated(reason: "Use added."), added: String }',
    );
    expect(check('breaking-changes')).toMatchObject({
      status: 0,
      output: expect.stringContaining('nothing that v0.2.0 promised is gone'),
    });
  });

  it('is skipped, and said so, while there is none', () => {
    const { status, output } = check('breaking-changes');
    expect(status).toBe(0);
    expect(output).toContain('skipped: no release is tagged yet');
  });
});

it('knows its own steps, and takes no others', () => {
  const { status, output } = check('layers,spelling');
  expect(status).toBe(1);
  expect(output).toMatch(
    /^usage: npm run check .*types,lint,format,layers,dead-code,build,schema,descriptions,breaking-changes,diagram/,
  );
});
