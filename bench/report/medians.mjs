// @ts-check
import { median } from './median.mjs';

/** @typedef {import('../load/run-rounds.mjs').Result} Result */
/** @typedef {Omit<Result, 'round'> & { rounds: number }} Row medians of the rounds of one measurement */

const MEASURES = /** @type {const} */ (['perSecond', 'p50Ms', 'p99Ms', 'serverCpuMs', 'postgresCpuMs']);

/**
 * The rounds of each measurement as one row of medians, in the order in which they were first run.
 * @param {readonly Result[]} results
 * @returns {Row[]}
 */
export function medians(results) {
  /** @type {Map<string, Result[]>} */
  const groups = new Map();
  for (const result of results) {
    const { phase, patients, connections, operation, role, first, contestant } = result;
    const key = [phase, patients, connections, operation, role, first, contestant].join('/');
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map(rowOf);
}

/** @param {readonly Result[]} results @returns {Row} */
function rowOf(results) {
  const { round: _round, ...row } = /** @type {Result} */ (results[0]);
  const measures = MEASURES.map((name) => [name, median(results.map((result) => result[name]))]);
  return { ...row, ...Object.fromEntries(measures), rounds: results.length };
}

/**
 * The one row that is so.
 * @param {readonly Row[]} rows
 * @param {Partial<Row>} like
 * @returns {Row | undefined}
 */
export function rowLike(rows, like) {
  const wanted = Object.entries(like);
  return rows.find((row) => wanted.every(([name, value]) => row[/** @type {keyof Row} */ (name)] === value));
}
