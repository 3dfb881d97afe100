// What the clock gives away of answers that say the same.
import { BenchError } from '../bench-error.mjs';
import { median } from '../report/median.mjs';
import { separability, withoutDrift } from './classifier.mjs';

/** What patients may be to somebody who sees nothing of them. */
export const KINDS = ['absent', 'foreign', 'withheld'];

/** How much longer one class is made to take, to see whether that would be noticed. */
const PLANTED = 1.1;

/** @typedef {{ kind: string, time: number, said: string }} Taken */

/**
 * @param {readonly Taken[]} taken of all three kinds, in the order in which they were taken
 * @param {readonly Taken[]} controls of absent patients and of some that are seen
 */
export function judge(taken, controls) {
  const planted = taken.map((one) => (one.kind === 'foreign' ? { ...one, time: PLANTED * one.time } : one));
  return {
    medians: Object.fromEntries(KINDS.map((kind) => [kind, median(timesOf(taken, kind))])),
    foreign: accuracies(taken, 'foreign'),
    withheld: accuracies(taken, 'withheld'),
    noticed: { planted: accuracies(planted, 'foreign').worst, seen: accuracies(controls, 'seen').worst },
  };
}

/** How often each guess is right about absent patients and those of this kind: by the times, and by the times without drift. */
function accuracies(taken, kind) {
  const relative = withoutDrift(taken.map(({ time }) => time)).map((time, index) => ({ ...taken[index], time }));
  const [plain, steady] = [taken, relative].map((list) => separability(timesOf(list, 'absent'), timesOf(list, kind)));
  return { plain, steady, worst: Math.max(plain.worst, steady.worst) };
}

const timesOf = (taken, kind) => taken.filter((one) => one.kind === kind).map(({ time }) => time);

/** @param {readonly Taken[]} taken @throws BenchError when an answer says anything else than another, or is no silence */
export function verifySameBytes(taken) {
  const said = [...new Set(taken.map((one) => one.said))];
  if (said.length > 1) throw new BenchError(`The answers differ: ${said.slice(0, 3).join(' | ')}`);
  if (!said[0]?.endsWith('{"data":{"patient":null}}\n')) throw new BenchError(`The answer is not silence: ${said[0]}`);
}
