// Processor time from /proc, in milliseconds: of a server's process, and of PostgreSQL with all its backends.
import { readdirSync, readFileSync } from 'node:fs';
import { BenchError } from '../bench-error.mjs';

/** Linux counts in hundredths of a second whatever its own clock (proc(5), USER_HZ). */
const MILLISECONDS_PER_TICK = 10;

/** Milliseconds that a process has worked so far. @param {number} pid */
export function processorTime(pid) {
  const { utime, stime } = timesOf(pid);
  return (utime + stime) * MILLISECONDS_PER_TICK;
}

/** Milliseconds that PostgreSQL has worked so far: the postmaster, the backends that live, and those that have ended. */
export function postgresTime(postmaster) {
  const { utime, stime, ended } = timesOf(postmaster);
  const living = childrenOf(postmaster).reduce((sum, pid) => {
    const fields = statOf(pid);
    return sum + (fields ? Number(fields[11]) + Number(fields[12]) : 0);
  }, 0);
  return (living + utime + stime + ended) * MILLISECONDS_PER_TICK;
}

/** The most memory that a process has ever held, in megabytes. @param {number} pid */
export function peakMemory(pid) {
  return statusOf(pid, 'VmHWM') ?? 0;
}

/** The memory that a process holds now, in megabytes. @param {number} pid */
export function presentMemory(pid) {
  return statusOf(pid, 'VmRSS') ?? 0;
}

/** The memory that PostgreSQL's backends hold for themselves, in megabytes: shared buffers do not count. */
export function backendMemory(postmaster) {
  return childrenOf(postmaster).reduce((sum, pid) => sum + (statusOf(pid, 'RssAnon') ?? 0), 0);
}

/** A line of /proc/…/status in megabytes; undefined when the process has ended. */
function statusOf(pid, name) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return undefined;
  }
}

function timesOf(pid) {
  const fields = statOf(pid);
  if (!fields) throw new BenchError('A server ended during the run: run it again, with LOG_LEVEL=info to see why.');
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  return { utime, stime, ended: cutime + cstime };
}

/** The fields behind the name, which may hold spaces itself: state, ppid, …, utime, stime, cutime, cstime. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function childrenOf(parent) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)?.[1]) === parent);
}
