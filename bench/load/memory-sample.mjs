// What a server and PostgreSQL's backends hold at one moment, garbage collected.
import { setTimeout as sleep } from 'node:timers/promises';
import { backendMemory, presentMemory } from './processor-time.mjs';

const COLLECTION_MILLISECONDS = 1_000;

/**
 * @param {{ url: string, pid: number }} server started with servers/collect-on-signal.cjs
 * @param {number} postmaster
 * @returns {Promise<import('../report/growth-percent.mjs').Sample>}
 */
export async function memorySample({ url, pid }, postmaster) {
  process.kill(pid, 'SIGUSR2');
  await sleep(COLLECTION_MILLISECONDS);
  return { rssMb: presentMemory(pid), heapMb: await heapOf(url), backendsMb: backendMemory(postmaster) };
}

/** Megabytes of objects, as /metrics says. */
async function heapOf(url) {
  const text = await (await fetch(new URL('/metrics', url))).text();
  return Number(/^nodejs_heap_size_used_bytes (\d+)/m.exec(text)?.[1]) / 2 ** 20;
}
