import { execFile } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importMeetingsCommand } from '../../../src/app/cli/import-meetings-command';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { aListing } from '../../features/peers/import-meetings/a-listing';
import { groupsOf, meetingsOf } from '../../features/peers/import-meetings/import-support';
import { startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { type CommandRun, runInTerminal } from './a-terminal';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'alongside-import-'));
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

let files = 0;
async function aFile(content: unknown): Promise<string> {
  files += 1;
  const path = join(folder, `feed-${files}.json`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Runs the command with sound options, but for those given; null leaves one out. */
function run(origin: string, options: Record<string, string | null> = {}, ...flags: string[]): Promise<CommandRun> {
  const sound = { source: 'harbor', timezone: 'America/Los_Angeles', fellowship: 'TWELVE_STEP_AA' };
  const named = Object.entries({ ...sound, ...options }).flatMap(([name, value]) =>
    value === null ? [] : [`--${name}`, value],
  );
  return runInTerminal(importMeetingsCommand, [origin, ...named, ...flags], { DATABASE_URL: app.databaseUrl });
}

describe('npm run import:meetings', () => {
  it('imports a file into the organization that was founded first, and says what became of it', async () => {
    const path = await aFile([aListing({ day: [1, 3] }), aListing({ slug: 'late', time: '25:00' })]);
    const { code, out, err } = await run(path, { source: 'first' });
    expect(code).toBe(0);
    expect(out.at(-1)).toBe('2 read, 1 created, 0 updated, 0 unchanged, 1 rejected, 0 deactivated, 2 meetings');
    expect(err[0]).toBe('read 2 listings');
    expect(err.some((line) => /^\d+ of \d+ rows done$/.test(line))).toBe(true);
    expect(err.at(-1)).toMatch(/^rejected listing 1 \(late\): The start time does not exist/);
    expect(await meetingsOf(app, 'first')).toHaveLength(2);
    expect(await meetingsOf(app, 'first', app.meadow)).toEqual([]);
  });

  it('counts the meetings that are listed now, not those that vanished', async () => {
    const feed = [aListing({ day: [1, 3] }), aListing()];
    await run(await aFile(feed), { source: 'counted' });
    const { out } = await run(await aFile(feed.slice(1)), { source: 'counted' });
    expect(out).toEqual(['1 read, 0 created, 0 updated, 1 unchanged, 0 rejected, 1 deactivated, 1 meetings']);
  });

  it('imports into another organization by its id', async () => {
    const { code } = await run(await aFile([aListing()]), { source: 'elsewhere', organization: app.meadow.id });
    expect(code).toBe(0);
    expect(await meetingsOf(app, 'elsewhere')).toEqual([]);
    expect(await meetingsOf(app, 'elsewhere', app.meadow)).toHaveLength(1);
  });

  it('says in a dry run what it would do, and writes nothing', async () => {
    const path = await aFile([aListing(), aListing()]);
    const dry = await run(path, { source: 'dry' }, '--dry-run');
    expect(await meetingsOf(app, 'dry')).toEqual([]);
    expect(await groupsOf(app, 'dry')).toEqual([]);
    const real = await run(path, { source: 'dry' });
    expect(dry.out).toEqual(real.out);
  });

  it('acts under row security as an operator whom the audit log names', async () => {
    await run(await aFile([aListing()]), { source: 'audited' });
    const lines = await asAdmin(app.databaseUrl, (admin) =>
      admin.query("select role, principal_id from audit_event where kind = 'meetings.imported' and reason = 'audited'"),
    );
    const principal = await asAdmin(app.databaseUrl, (admin) =>
      admin.query("select md5('urn:alongside:operator|import-meetings')::uuid as id"),
    );
    expect(lines.rows).toEqual([{ role: 'ADMINISTRATOR', principal_id: principal.rows[0].id }]);
  });

  it('shows how it is used', async () => {
    const { code, out } = await runInTerminal(importMeetingsCommand, ['--help'], {});
    expect(code).toBe(0);
    expect(out.join('\n')).toContain('--fellowship');
  });
});

describe('what it refuses, in one line and with nothing written', () => {
  const refused = { code: 1, out: [] };

  it.each([
    ['[{"slug": "a"},\n {"slug": }]', 'line 2, column 11'],
    ['[{"slug": "a"}', 'line 1, column 15'],
    [' {"meetings": []}', 'line 1, column 2'],
    ['', 'line 1, column 1'],
  ])('tells where a file that is no JSON array breaks: %j', async (text, place) => {
    const { code, out, err } = await run(await aFile(text), { source: 'broken' });
    expect({ code, out }).toEqual(refused);
    expect(err).toEqual([expect.stringContaining(place)]);
    expect(await groupsOf(app, 'broken')).toEqual([]);
  });

  it.each<[string, Record<string, string | null>]>([
    ['--source', { source: null }],
    ['--source', { source: ' ' }],
    ['--source', { source: 'x'.repeat(101) }],
    ['--timezone', { timezone: null }],
    ['--timezone', { timezone: 'Pacific/Nowhere' }],
    ['--timezone', { timezone: '+02:00' }],
    ['--fellowship', { fellowship: null }],
    ['--fellowship', { fellowship: 'CHESS_CLUB' }],
    ['--organization', { organization: 'harbor' }],
    ['--organization', { organization: toGlobalId('patient', newId()) }],
    ['--organization', { organization: toGlobalId('organization', newId()) }],
    ['--colour', { colour: 'blue' }],
  ])('names %s: %j', async (option, options) => {
    const { code, out, err } = await run(await aFile([aListing()]), { source: 'refused', ...options });
    expect({ code, out }).toEqual(refused);
    expect(err.filter((line) => line !== 'read 1 listings')).toEqual([expect.stringContaining(option)]);
    expect(err.join()).not.toMatch(/Nowhere|CHESS|\+02|xxx/);
    expect(await groupsOf(app, 'refused')).toEqual([]);
  });

  it('asks for the file, and for no more than one', async () => {
    const none = await runInTerminal(
      importMeetingsCommand,
      ['--source', 'x', '--timezone', 'UTC', '--fellowship', 'OTHER'],
      {},
    );
    expect(none).toEqual({ ...refused, err: [expect.stringContaining('file-or-url')] });
    const two = await run(await aFile([]), {}, 'another.json');
    expect(two).toEqual({ ...refused, err: [expect.stringContaining('too many arguments')] });
  });

  it('names the file that cannot be read, or is too large', async () => {
    const large = await aFile('');
    await truncate(large, 50_000_001);
    for (const [path, reason] of [
      [join(folder, 'absent.json'), 'no file that can be read'],
      [folder, 'no file that can be read'],
      [large, 'more than 50 MB'],
    ] as const) {
      expect(await run(path)).toEqual({ ...refused, err: [expect.stringMatching(`FILE_OR_URL .*${reason}`)] });
    }
  });

  it('names the setting that cannot be accepted', async () => {
    const args = [await aFile([]), '--source', 'x', '--timezone', 'UTC', '--fellowship', 'OTHER'];
    const { code, err } = await runInTerminal(importMeetingsCommand, args, { DATABASE_URL: 'mysql://nowhere' });
    expect({ code, err }).toEqual({ code: 1, err: [expect.stringContaining('DATABASE_URL')] });
  });
});

describe('the database that it uses', () => {
  it('asks for the organization when its login may only do what requests do', async () => {
    const login = `import_login_${newId().replaceAll('-', '')}`;
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(`create role ${login} login password 'plain' in role alongside_runtime`),
    );
    try {
      const url = new URL(app.databaseUrl);
      url.username = login;
      url.password = 'plain';
      const settings = { DATABASE_URL: url.href };
      const args = [await aFile([aListing()]), '--source', 'runtime', '--timezone', 'UTC', '--fellowship', 'OTHER'];
      const without = await runInTerminal(importMeetingsCommand, args, settings);
      expect(without).toMatchObject({
        code: 1,
        out: [],
        err: [expect.any(String), expect.stringContaining('--organization')],
      });
      const named = await runInTerminal(importMeetingsCommand, [...args, '--organization', app.harbor.id], settings);
      expect(named.out).toEqual(['1 read, 1 created, 0 updated, 0 unchanged, 0 rejected, 0 deactivated, 1 meetings']);
    } finally {
      await asAdmin(app.databaseUrl, (admin) => admin.query(`drop role ${login}`));
    }
  });

  it('is started for the command alone when none runs, and holds no organization at first', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'alongside-import-'));
    const args = [await aFile([]), '--source', 'x', '--timezone', 'UTC', '--fellowship', 'OTHER'];
    try {
      const { code, err } = await runInTerminal(importMeetingsCommand, args, { DATA_DIR: dataDir });
      expect({ code, last: err.at(-1) }).toEqual({ code: 1, last: expect.stringContaining('no organization yet') });
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 60_000);

  it('is used by a process of its own, whose exit code and last line are the answer', async () => {
    const runner = resolve(__dirname, 'run-typescript.cjs');
    const command = resolve(__dirname, '../../../src/app/cli/import-meetings.ts');
    const start = (args: string[]) =>
      new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
        const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: app.databaseUrl };
        execFile(process.execPath, [runner, command, ...args], { env }, (error, stdout, stderr) =>
          done({ code: error?.code ?? 0, stdout, stderr }),
        );
      });
    const options = ['--source', 'process', '--timezone', 'UTC', '--fellowship', 'OTHER'];
    const good = await start([await aFile([aListing()]), ...options]);
    expect({ code: good.code, last: good.stdout.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      last: '1 read, 1 created, 0 updated, 0 unchanged, 0 rejected, 0 deactivated, 1 meetings',
    });
    const bad = await start([await aFile('[}'), ...options]);
    expect(bad).toEqual({ code: 1, stdout: '', stderr: 'The file is not JSON: line 1, column 2.\n' });
  }, 60_000);
});
