import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  DataFolderInUse,
  type EmbeddedPostgres,
  findRunningPostgres,
  startEmbeddedPostgres,
} from '../../../src/platform/database/embedded';
import { dataFolderAt } from '../../../src/platform/database/embedded/data-folder';
import { becomesFindable } from '../../../src/platform/database/embedded/find-running-postgres';
import {
  crash,
  finish,
  type LauncherProcess,
  type StandaloneLauncher,
  standaloneLauncher,
  watchdogOf,
} from './standalone-launcher';

const isRoot = process.getuid?.() === 0;
// An ordinary user: nobody when the tests run as root, else whoever runs them.
const ordinary = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};

let root: string;
let launcher: StandaloneLauncher;
let made: string;
let started: EmbeddedPostgres[] = [];
let launched: LauncherProcess[] = [];

beforeAll(async () => {
  launcher = await standaloneLauncher();
  made = await mkdtemp(join(tmpdir(), 'alongside-embedded-'));
  await (await startEmbeddedPostgres({ dataFolder: made, durable: false })).stop();
});

beforeEach(async () => {
  // mkdtemp makes it 0700, so every data folder in here is below a folder closed to others.
  root = await mkdtemp(join(tmpdir(), 'alongside-embedded-'));
});

afterEach(async () => {
  await Promise.all([...started.map((server) => server.stop()), ...launched.map(finish)]);
  started = [];
  launched = [];
  await rm(root, { recursive: true, force: true });
});

afterAll(async () => {
  await launcher.remove();
  await rm(made, { recursive: true, force: true });
});

/** Fills the data folder with a database that was used and stopped before, which is quicker than making one. */
function fillDataFolder(): void {
  execFileSync('cp', ['-a', `${made}/.`, root]);
}

async function start(dataFolder: string, durable = false): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder, durable });
  started.push(server);
  return server;
}

async function launch(dataFolder: string, options = {}, from = launcher): Promise<LauncherProcess> {
  const process = await from.start(dataFolder, options);
  launched.push(process);
  return process;
}

/** The first column of the first row. */
async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function idOf(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
}

async function postmasterPid(dataFolder: string): Promise<number> {
  return Number((await readFile(join(dataFolder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isRunning(pid: number): boolean {
  const state = execFileSync('sh', ['-c', `ps -o stat= -p ${pid} || true`], { encoding: 'utf8' });
  return state.trim() !== '' && !state.startsWith('Z');
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !condition(); attempt += 1) await sleep(25);
  expect(condition()).toBe(true);
}

describe('a start', () => {
  it('makes a database that answers, in UTF-8, and keeps its data over a restart', async () => {
    const first = await start(root, true);
    expect(new URL(first.url).hostname).toBe('127.0.0.1');
    expect(await ask(first.url, "select current_setting('server_encoding') || current_setting('fsync')")).toBe(
      'UTF8on',
    );
    await ask(first.url, "create table kept as select 'still here' as word");
    await first.stop();

    const second = await start(root, true);
    expect(await ask(second.url, 'select word from kept')).toBe('still here');
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    fillDataFolder();
    const server = await start(root);
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(root, 'postgres.password'))).mode & 0o777).toBe(0o600);
  });

  it('keeps root out of the server process, and everybody else out of the data', async () => {
    fillDataFolder();
    await start(root);
    const owner = execFileSync('ps', ['-o', 'uid=', '-p', String(await postmasterPid(root))], { encoding: 'utf8' });
    expect(Number(owner)).not.toBe(0);
    expect((await stat(join(root, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('works for a relative folder, still to be made, below a folder closed to others', async () => {
    await chmod(root, 0o700);
    const dataFolder = relative(process.cwd(), join(root, 'not/yet/there'));
    const server = await start(dataFolder);
    expect(await ask(server.url, 'select 1 + 1')).toBe(2);
  });

  it('makes the database anew when the first start was cut short', async () => {
    const unfinished = join(root, 'postgres.unfinished-abcdef');
    await mkdir(unfinished);
    await writeFile(join(unfinished, 'PG_VERSION'), '18\n');
    await writeFile(join(root, 'postgres.password'), 'of the unfinished one\n');

    const server = await start(root);
    expect(await ask(server.url, 'select 1')).toBe(1);
    expect((await readdir(root)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('refuses a database of another PostgreSQL, and leaves it alone', async () => {
    await mkdir(join(root, 'postgres'));
    await writeFile(join(root, 'postgres/PG_VERSION'), '15\n');
    await expect(start(root)).rejects.toThrow(/is of PostgreSQL 15, and PostgreSQL 18 is installed; set DATA_DIR/);
    expect(await readdir(join(root, 'postgres'))).toEqual(['PG_VERSION']);
  });

  it('says in one sentence that no PostgreSQL is installed', async () => {
    const bare = await standaloneLauncher({ withPostgres: false });
    try {
      const { error } = await launch(root, {}, bare);
      expect(error).toBe('EmbeddedPostgresError: no embedded PostgreSQL is installed; set DATABASE_URL');
    } finally {
      await bare.remove();
    }
  });
});

describe('an ordinary user', () => {
  it('can start it from a package without library links', async () => {
    const dataFolder = join(launcher.folder, 'data');
    await mkdir(dataFolder);
    if (isRoot) await chown(dataFolder, Number(ordinary.uid), Number(ordinary.gid));

    const { url = '', error } = await launch(dataFolder, ordinary);
    expect(error).toBeUndefined();
    expect(await ask(url, 'select version()')).toMatch(/^PostgreSQL 18/);
    const owner = (await stat(join(dataFolder, 'postgres'))).uid;
    expect(owner).toBe(ordinary.uid ?? process.getuid?.());
  });

  it('runs no programs from a temporary folder that others can write to', async () => {
    const [dataFolder, temporary] = [join(launcher.folder, 'mine'), join(launcher.folder, 'temporary')];
    const trap = join(temporary, `alongside-${ordinary.uid ?? process.getuid?.()}`);
    await mkdir(dataFolder);
    await mkdir(trap, { recursive: true });
    await chmod(trap, 0o777);
    for (const path of isRoot ? [dataFolder, trap] : []) await chown(path, Number(ordinary.uid), Number(ordinary.gid));

    const { error } = await launch(dataFolder, { ...ordinary, env: { HOME: '/nonexistent', TMPDIR: temporary } });
    expect(error).toBeUndefined();
    expect(await readdir(trap)).toEqual([]);
  });

  it('is told when the data folder cannot be written', async () => {
    const { error } = await launch(join(launcher.folder, 'hold.js/data'), ordinary);
    expect(error).toMatch(/The data folder .* cannot be written; set DATA_DIR to a folder you own\./);
  });
});

describe('two starts on one data folder', () => {
  beforeEach(fillDataFolder);

  it('refuses the second, in this process and in another', async () => {
    await start(root);
    await expect(start(root)).rejects.toThrow(DataFolderInUse);
    const { error } = await launch(root);
    expect(error).toMatch(
      /^DataFolderInUse: The data folder .* is in use by process \d+; stop that process, or set DATA_DIR/,
    );
  });

  it('lets exactly one win when both begin at once', async () => {
    const outcomes = await Promise.all([launch(root), launch(root), launch(root)]);
    expect(outcomes.filter(({ url }) => url !== undefined)).toHaveLength(1);
    expect(outcomes.filter(({ error }) => error?.startsWith('DataFolderInUse'))).toHaveLength(2);
  });

  it('gives the folder free after a stop, and after a start that failed', async () => {
    await writeFile(join(root, 'postgres/PG_VERSION'), '15\n');
    await expect(start(root)).rejects.toThrow('PostgreSQL 15');
    await writeFile(join(root, 'postgres/PG_VERSION'), '18\n');

    const server = await start(root);
    await server.stop();
    await server.stop();
    expect((await readdir(root)).sort()).toEqual(['postgres', 'postgres.password']);
  });
});

describe('a command beside the server', () => {
  beforeEach(fillDataFolder);

  it('finds it while it runs, and nothing before or after', async () => {
    expect(await findRunningPostgres(root)).toBeUndefined();
    const { url, ...other } = await launch(root);
    expect(await findRunningPostgres(root)).toBe(url);
    await finish({ url: url ?? '', ...other });
    expect(await findRunningPostgres(root)).toBeUndefined();
  });

  it('is waited for: a start ends when postmaster.pid says that the server is ready, not when its log does', async () => {
    const folder = dataFolderAt(root);
    // Stands in for a postmaster between its log line and its status: a process of that name that works in the cluster's folder.
    const postmaster = spawn('sleep', ['60'], { cwd: folder.cluster, argv0: 'postgres' });
    const say = (status: string) =>
      writeFile(
        join(folder.cluster, 'postmaster.pid'),
        [postmaster.pid, folder.cluster, 1, 5432, '', '127.0.0.1', '1 2', status, ''].join('\n'),
      );
    try {
      await say('starting');
      let isFindable = false;
      const waiting = becomesFindable(folder, () => false).then((found) => {
        isFindable = found;
      });
      await sleep(100);
      expect(isFindable).toBe(false);
      await say('ready   ');
      await waiting;
      expect(isFindable).toBe(true);
      await say('starting');
      const asked = performance.now();
      expect(await becomesFindable(folder, () => true)).toBe(false);
      expect(performance.now() - asked).toBeLessThan(1_000);
    } finally {
      postmaster.kill();
    }
  });
});

describe('after kill -9 of the process that started it', () => {
  beforeEach(fillDataFolder);

  it('the server stops by itself', async () => {
    const holder = await launch(root);
    const postmaster = await postmasterPid(root);
    await crash(holder);
    await until(() => !isRunning(postmaster));
  });

  it('a server that was left behind counts for nobody, and the next start replaces it and keeps its data', async () => {
    const holder = await launch(root);
    await ask(holder.url ?? '', "create table kept as select 'still here' as word");
    const orphan = await postmasterPid(root);
    process.kill(watchdogOf(holder), 'SIGKILL');
    await crash(holder);
    expect(isRunning(orphan)).toBe(true);
    expect(await findRunningPostgres(root)).toBeUndefined();

    const server = await start(root);
    expect(isRunning(orphan)).toBe(false);
    expect(await ask(server.url, 'select word from kept')).toBe('still here');
  });

  it('only one of several next starts takes the folder over', async () => {
    await crash(await launch(root));
    const outcomes = await Promise.all([launch(root), launch(root), launch(root)]);
    expect(outcomes.filter(({ url }) => url !== undefined)).toHaveLength(1);
    expect(outcomes.filter(({ error }) => error?.startsWith('DataFolderInUse'))).toHaveLength(2);
  });
});
