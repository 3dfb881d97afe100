// What a server and PostgreSQL's backends hold at one moment.
import { backendMemory, presentMemory } from './processor-time.mjs';

/** How often one looks: a heap swings between collections, and its lowest points tell what is held. */
const LOOKS = 5;
const PAUSE_MILLISECONDS = 200;

/**
 * @param {{ url: string, pid: number }} server
 * @param {number} postmaster
 * @returns {Promise<{ rssMb: number, heapMb: number, backendsMb: number }>}
 */
export async function memorySample({ url, pid }, postmaster) {
  const heaps = [];
  for (let taken = 0; taken < LOOKS; taken += 1) {
    heaps.push(await heapOf(url));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
  return { rssMb: presentMemory(pid), heapMb: Math.min(...heaps), backendsMb: backendMemory(postmaster) };
}

/** Megabytes of live and dead objects, as /metrics says. */
async function heapOf(url) {
  const text = await (await fetch(new URL('/metrics', url))).text();
  return Number(/^nodejs_heap_size_used_bytes (\d+)/m.exec(text)?.[1]) / 2 ** 20;
}
