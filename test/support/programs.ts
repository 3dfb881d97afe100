import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

const ROOT = join(__dirname, '../..');
const START_MILLISECONDS = 100_000;

type Settings = Readonly<Record<string, string>>;

/** What a program left behind. */
export interface ProgramRun {
  readonly code: number | null;
  /** Lines, without the last line's end. */
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** A server that runs as `npm start` runs it, in a process group of its own. */
export interface ServerProgram {
  readonly url: string;
  readonly pid: number;
  /** What it has written to stdout so far. */
  output(): string;
  /** Ends it, and waits until it is gone. */
  end(signal: NodeJS.Signals, to?: 'process' | 'group'): Promise<ProgramRun>;
}

/** Makes dist/ what the sources say. Call it in beforeAll; it takes a moment where they have not changed. */
export async function buildPrograms(): Promise<void> {
  const { code, out, err } = await runProgram('scripts/build.mjs', [], {});
  if (code !== 0) throw new Error(`The build failed: ${[...out, ...err].join('\n')}`);
}

/** The environment of a program: these settings, and of ours only what it takes to run at all. */
export function environment(settings: Settings): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, ...settings };
}

/**
 * Runs a program of the repository, such as `dist/src/app/cli/token.js`, to its end.
 * @param folder where; in the repository, unless told otherwise
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  settings: Settings,
  folder = ROOT,
): Promise<ProgramRun> {
  return ended(spawnProgram(path, args, settings, folder));
}

/** Starts the server on a free port and waits until it says where it is. @throws when it ends instead */
export async function startServerProgram(settings: Settings): Promise<ServerProgram> {
  const child = spawnProgram('dist/src/app/main.js', [], { PORT: '0', ...settings });
  const { pid } = child;
  if (pid === undefined) throw new Error('The server could not be spawned.');
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  const end = ended(child);
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not get ready.')), START_MILLISECONDS);
    child.stdout.on('data', () => {
      const found = /answers at (http:\S+)\/graphql\n/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    void end.then(({ err }) => reject(new Error(`The server did not start: ${err.join('\n')}`)));
  });
  return {
    url,
    pid,
    output: () => output,
    end: (signal, to = 'process') => {
      process.kill(to === 'group' ? -pid : pid, signal);
      return end;
    },
  };
}

type Program = ChildProcessByStdio<null, Readable, Readable>;

/** Sets a program going. */
export function spawnProgram(path: string, args: readonly string[], settings: Settings, folder = ROOT): Program {
  return spawn(process.execPath, [resolve(ROOT, path), ...args], {
    cwd: folder,
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

async function ended(child: Program): Promise<ProgramRun> {
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    texts.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    texts.err += String(chunk);
  });
  await once(child, 'close');
  return { code: child.exitCode, out: linesOf(texts.out), err: linesOf(texts.err) };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
