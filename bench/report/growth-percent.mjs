// @ts-check
import { median } from './median.mjs';

/** @typedef {{ rssMb: number, heapMb: number, backendsMb: number }} Sample */

/** How many samples at either end are taken together. */
const END = 3;

/**
 * By how much the last samples exceed the first ones, in percent. Medians, because memory swings with the collector.
 * @param {readonly Sample[]} samples in order
 * @returns {{ rssPercent: number, heapPercent: number, backendsPercent: number }}
 */
export function growthPercent(samples) {
  const growth = (/** @type {keyof Sample} */ name) => {
    const values = samples.map((sample) => sample[name]);
    return Number(((median(values.slice(-END)) / median(values.slice(0, END)) - 1) * 100).toFixed(1));
  };
  return { rssPercent: growth('rssMb'), heapPercent: growth('heapMb'), backendsPercent: growth('backendsMb') };
}
