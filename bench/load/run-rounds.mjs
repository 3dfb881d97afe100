// Interleaved rounds of one load over several servers.
import { interleave } from './interleave.mjs';
import { measure } from './measure.mjs';

/**
 * @typedef {import('./measure.mjs').Measurement & {
 *   phase: 'operations' | 'pages' | 'roles' | 'growth', role?: string, contestant: string, patients: number, operation: string, first?: number,
 *   connections: number, round: number
 * }} Result
 */

/**
 * Warms each server up, then measures them in turns.
 * @param {readonly (import('../verify/verify-answers.mjs').Running & { patients: number, tokens: Record<string, string> })[]} runnings
 * @param {{ phase: Result['phase'], operation: string, role?: string, first?: number, connections: number }} load
 * @param {{ rounds: number, seconds: number, warmUpSeconds: number }} plan
 * @param {{ postmaster: number, tell(line: string): void }} bench
 * @returns {Promise<Result[]>}
 */
export async function runRounds(runnings, load, { rounds, seconds, warmUpSeconds }, { postmaster, tell }) {
  const on = (running) => ({ tokens: running.tokens, postmaster });
  for (const running of runnings) await measure(running, { ...load, seconds: warmUpSeconds }, on(running));
  const results = [];
  for (const { round, contestant: running } of interleave(runnings, rounds)) {
    const measurement = await measure(running, { ...load, seconds }, on(running));
    results.push({ ...load, round, contestant: running.contestant.name, patients: running.patients, ...measurement });
  }
  tell(`${describe(load)}: ${paces(runnings, results, load)}`);
  return results;
}

function describe({ phase, operation, role, first, connections }) {
  return `${phase} ${role ?? operation}${first === undefined ? '' : ` × ${first}`}, ${connections} connections`;
}

function paces(runnings, results, { phase }) {
  return runnings
    .map(({ contestant: { name }, patients }) => {
      const own = results.filter((result) => result.contestant === name && result.patients === patients);
      const mean = own.reduce((sum, { perSecond }) => sum + perSecond, 0) / own.length;
      return `${name}${phase === 'growth' ? ` with ${patients} patients` : ''} ${Math.round(mean)}/s`;
    })
    .join(', ');
}
