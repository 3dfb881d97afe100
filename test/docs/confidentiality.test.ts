import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { faultsOfRows, namesIn, paragraphRows } from './paragraphs';
import { REQUIRED } from './required-paragraphs';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCUMENT = read('docs/confidentiality.md');
const SCHEMA = read('schema.graphql');
const SCRIPTS: Record<string, string> = JSON.parse(read('package.json')).scripts;

/** Who sees what without or with a relationship, by the heading of the column, and what the database says of it. */
const VIEWERS: readonly (readonly [string, string])[] = [
  ['`INTAKE`', "app.wide_of('INTAKE')"],
  ['`CLINICIAN` on the care team', 'app.of_care_team()'],
  ['`CLINICIAN` who broke the glass', 'app.of_emergency()'],
  ['`PROGRAM_DIRECTOR`', "app.wide_of('PROGRAM_DIRECTOR')"],
  ['`PRIVACY_OFFICER`', "app.wide_of('PRIVACY_OFFICER')"],
  ['`PATIENT` of themselves', 'app.of_oneself()'],
  ['`PEER_MENTOR`, employed, by link', 'app.bits($1::text[])'],
  ["`CLINICIAN`, a mentor's supervisor, by link", 'app.of_supervision()'],
];
const CATEGORIES = [
  ...'IDENTITY CONTACT CARE_PLAN MEDICATION ASSESSMENT RECOVERY RETURN_TO_USE PEER_SUPPORT GROUP_PARTICIPATION'.split(
    ' ',
  ),
  ...'COUNSELING_NOTE ADMISSION PERMISSION ACCOUNTING'.split(' '),
];

/** Every name in the catalog that the document may use: relations, functions and their like, and `table.part` of a table. */
const CATALOG = `
  with relation as (
    select c.oid, case when n.nspname = 'app' then 'app.' else '' end || c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'app') and c.relkind in ('r', 'v'))
  select name from relation
  union select 'app.' || proname from pg_proc where pronamespace = 'app'::regnamespace
  union select conname from pg_constraint where conrelid in (select oid from relation)
  union select name || '.' || attname from relation join pg_attribute on attrelid = oid where attnum > 0 and not attisdropped
  union select name || '.' || polname from relation join pg_policy p on polrelid = relation.oid
  union select name || '.' || tgname from relation join pg_trigger t on tgrelid = relation.oid where not tgisinternal`;

let database: TestDatabase;
let admin: Client;
let catalog: Set<string>;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
  const { rows } = await admin.query<{ name: string }>(CATALOG);
  catalog = new Set(rows.map(({ name }) => name));
});
afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

function isKnown(name: string): boolean {
  if (name.startsWith('npm run ')) return name.slice('npm run '.length) in SCRIPTS;
  if (name.includes('/')) return existsSync(join(ROOT, name));
  if (catalog.has(name)) return true;
  // A category that is not of the graph.
  if (CATEGORIES.includes(name)) return true;
  return /^[A-Za-z]\w*$/.test(name) && new RegExp(`^(type |enum |  )${name}\\b`, 'm').test(SCHEMA);
}

const unknownIn = (markdown: string): string[] =>
  namesIn(markdown)
    .filter(({ name }) => !isKnown(name))
    .map(({ name, line }) => `line ${line}: ${name}`);

/** The table of roles, as the database answers. */
async function tableOfRoles(): Promise<string> {
  const byLink = await admin.query<{ body: string }>(
    "select prosrc as body from pg_proc where oid = 'app.derive_mentor_grants'::regproc",
  );
  const linked = /app\.bits\('(\{[A-Z_,]+\})'\)/.exec(byLink.rows[0]?.body ?? '')?.[1];
  if (!linked) throw new Error('What a link shows an employed mentor is not where it was.');
  const sums: number[] = [];
  for (const [, sum] of VIEWERS) {
    const { rows } = await admin.query<{ bits: number }>(`select ${sum} as bits`, sum.includes('$1') ? [linked] : []);
    sums.push(rows[0]?.bits ?? 0);
  }
  const bits = await admin.query<{ bit: number }>('select app.bit(c) as bit from unnest($1::text[]) c', [CATEGORIES]);
  const rows = CATEGORIES.map((category, index) => {
    const bit = bits.rows[index]?.bit ?? 0;
    return `| \`${category}\` |${sums.map((sum) => (sum & bit ? ' ● |' : '  |')).join('')}`;
  });
  const heads = VIEWERS.map(([head]) => head);
  return [`| category | ${heads.join(' | ')} |`, `|---|${heads.map(() => '---|').join('')}`, ...rows].join('\n');
}

describe('docs/confidentiality.md', () => {
  it('names nothing that is not there', () => {
    expect(namesIn(DOCUMENT).length).toBeGreaterThan(250);
    expect(unknownIn(DOCUMENT)).toEqual([]);
  });

  it('shows the roles as the database knows them', async () => {
    const shown = /<!-- roles:begin -->\n([\s\S]*?)\n<!-- roles:end -->/.exec(DOCUMENT)?.[1];
    expect(shown).toBe(await tableOfRoles());
  });

  it('has every paragraph once, each kept and shown, or left to the program', () => {
    expect(paragraphRows(DOCUMENT).length).toBe(REQUIRED.length);
    expect(faultsOfRows(paragraphRows(DOCUMENT), REQUIRED)).toEqual([]);
  });

  it('tells of every category that the database knows', async () => {
    const { rows } = await admin.query<{ body: string }>("select pg_get_functiondef('app.bit'::regproc) as body");
    const known = [...(rows[0]?.body ?? '').matchAll(/WHEN '([A-Z_]+)'/g)].map(([, name]) => name);
    expect(known.sort()).toEqual([...CATEGORIES].sort());
  });
});

describe('a fault in the document is caught:', () => {
  it.each([
    'consent.nothing',
    'app.decide_everything',
    'consent_log',
    'consent_is_wished_for',
    'src/access/part3.ts',
    'test/access/silent.test.ts',
    'npm run comply',
    'complyWithEverything',
    'EVERYBODY_ELSE',
  ])('the name %s', (name) => {
    expect(unknownIn(`First.\n\nKept by \`${name}\` and \`consent.own\`.`)).toEqual([`line 3: ${name}`]);
  });

  const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
  const HEAD = `${row('paragraph', 'what it asks', 'kept by', 'shown by', 'left to the program')}\n|---|---|---|---|---|`;
  const KEPT = row('2.13(a)', 'Limits.', '`app.reach`', '`test/access/silence.test.ts`', '');
  const LEFT = row('2.13(b)', 'More.', 'left to the program', '', 'do it');

  it.each<[string, string[], string[]]>([
    ['nothing', [KEPT, LEFT], []],
    ['a paragraph without a row', [KEPT], ['2.13(b) has no row']],
    ['a paragraph twice', [KEPT, KEPT, LEFT], ['2.13(a) has 2 rows']],
    [
      'a row of no paragraph',
      [KEPT, LEFT, row('2.99(z)', 'x', '`app.reach`', '`a.test.ts`', '')],
      ['2.99(z) is no paragraph'],
    ],
    ['what keeps it without a test', [row('2.13(a)', 'x', '`app.reach`', '', ''), LEFT], ['2.13(a) names no test']],
    [
      'a test that shows nothing named',
      [row('2.13(a)', 'x', 'good will', '`a.test.ts`', ''), LEFT],
      ['2.13(a) names nothing that keeps it'],
    ],
    [
      'what is left without what to do',
      [KEPT, row('2.13(b)', 'x', 'left to the program', '', '')],
      ['2.13(b) says not what is left'],
    ],
    [
      'a row that asks nothing',
      [row('2.13(a)', '', '`app.reach`', '`a.test.ts`', ''), LEFT],
      ['2.13(a) says not what it asks'],
    ],
  ])('%s', (_case, rows, faults) => {
    expect(faultsOfRows(paragraphRows([HEAD, ...rows].join('\n')), ['2.13(a)', '2.13(b)'])).toEqual(faults);
  });
});

it('a consent for use in legal proceedings is none that can be recorded (42 CFR 2.31(d))', async () => {
  const { rows } = await admin.query<{ text: string }>(
    "select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'consent_scope'",
  );
  const scopes = [...(rows[0]?.text ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, scope]) => scope);
  expect(scopes.sort()).toEqual([
    'COUNSELING_NOTES',
    'NAMED_DISCLOSURE',
    'PEER_SHARING',
    'TREATMENT_PAYMENT_OPERATIONS',
  ]);
});
