// Before anything is timed: every contestant gives the same answer to the same questions.
import { BenchError } from '../bench-error.mjs';
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';
import { OPERATIONS } from '../load/subjects-of.mjs';
import { canonical, firstDifference, withoutNewId } from './canonical.mjs';

/** How many subjects of an operation are compared. */
const SAMPLE = 12;

/**
 * @typedef {object} Running a contestant at work
 * @property {import('../contestants/index.mjs').Contestant} contestant
 * @property {string} url
 * @property {number} pid
 * @property {Record<string, (first?: number) => import('../load/subjects-of.mjs').Subject[]>} subjects
 */

/**
 * @param {readonly Running[]} runnings the first one's answers are what the others' must be
 * @param {Record<string, string>} tokens
 * @param {readonly number[]} pages lengths of Q3's pages
 * @returns {Promise<Record<string, number>>} bytes of an answer of the first one, by operation
 * @throws BenchError naming the first difference
 */
export async function verifyAnswers(runnings, tokens, pages) {
  const bytes = {};
  for (const operation of OPERATIONS) {
    for (const first of operation === 'Q3' ? pages : [undefined]) {
      const counted = await verifyOperation(runnings, operation, first, tokens);
      bytes[first === undefined ? operation : `${operation} × ${first}`] = counted;
    }
  }
  return bytes;
}

async function verifyOperation(runnings, operation, first, tokens) {
  const [model, ...others] = runnings;
  const count = Math.min(SAMPLE, model.subjects[operation](first).length);
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const expected = await answer(model, operation, first, index, tokens);
    bytes = expected.bytes;
    for (const other of others) {
      const actual = await answer(other, operation, first, index, tokens);
      const difference = firstDifference(expected.data, actual.data);
      if (difference === undefined) continue;
      const names = `${model.contestant.name} and ${other.contestant.name}`;
      throw new BenchError(`${names} do not answer ${operation} alike (subject ${index}), at ${difference}`);
    }
  }
  return bytes;
}

async function answer({ contestant, url, subjects }, operation, first, index, tokens) {
  const subject = subjects[operation](first)[index];
  const { data, bytes } = await ask(url, requestOf(contestant, operation, subject, tokens));
  const shaped = contestant.reshape(operation, data);
  return { bytes, data: canonical(operation === 'M1' ? withoutNewId(shaped) : shaped) };
}
