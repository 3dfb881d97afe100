import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POLL_MILLISECONDS = 10;

/**
 * A mark that tells a process from a later one with the same id: its start time, in the system's own notation.
 * @returns undefined when no such process runs; a zombie does not run
 */
export async function startMarkOf(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? startMarkFromProc(pid) : askPs(pid, 'lstart');
}

async function startMarkFromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;

  // proc(5): the second field is the command in parentheses and may hold anything, so count from the last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  return state === 'Z' || state === 'X' ? undefined : startTime;
}

/** Whether the process is the PostgreSQL server of this cluster folder, and not another one that got its id. */
export async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== 'linux') return (await askPs(pid, 'comm'))?.endsWith('postgres') ?? false;

  // PostgreSQL works in its cluster folder. The link of a dead or foreign process cannot be read.
  const [workingFolder, clusterFolder] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => undefined),
    realpath(cluster).catch(() => undefined),
  ]);
  return workingFolder !== undefined && workingFolder === clusterFolder;
}

/** Waits until the condition holds. @returns whether it did within the time, in milliseconds */
export async function waitUntil(condition: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}

/** Sends a signal. @returns false when the process is gone */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function askPs(pid: number, column: 'lstart' | 'comm'): Promise<string | undefined> {
  // ps exits 1 when there is no such process.
  const answer = await run('ps', ['-o', `${column}=`, '-p', String(pid)]).catch(() => undefined);
  return answer?.stdout.trim() || undefined;
}
