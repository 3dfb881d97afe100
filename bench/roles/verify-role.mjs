// Before a role is timed: its answers hold what it may see, and what an outsider is shown is told to be a disclosure.
import { BenchError } from '../bench-error.mjs';
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';
import { canonical, firstDifference, withoutNewId } from '../verify/canonical.mjs';
import { titleOf } from './roles.mjs';

/** How many subjects of an operation are looked at. */
const SAMPLE = 6;

/**
 * @param {readonly import('../verify/verify-answers.mjs').Running[]} runnings Alongside, then PostGraphile
 * @param {string} operation
 * @param {import('./roles.mjs').Role} role
 * @param {Record<string, string>} tokens
 * @throws BenchError naming what is missing
 */
export async function verifyRole([own, other], operation, role, tokens) {
  const fail = (why) => {
    throw new BenchError(`${titleOf(operation, role)}: ${why}`);
  };
  const subjects = own.subjects[operation]();
  for (const [index, subject] of subjects.slice(0, SAMPLE).entries()) {
    const answer = await ask(own.url, requestOf(own.contestant, operation, subject, tokens));
    const missing = missingOf(operation, role, answer);
    if (missing) fail(missing);
    // Of pages, the first begins alike for all who see every patient; of everything else all is the same.
    if (operation === 'Q3') continue;
    const standard = await ask(
      other.url,
      requestOf(other.contestant, operation, other.subjects[operation]()[index], tokens),
    );
    const [expected, actual] = [shaped(own, operation, answer.data), shaped(other, operation, standard.data)];
    const difference = firstDifference(expected, actual);
    if (difference) fail(`the answers differ at ${difference}`);
  }
}

/**
 * What an answer lacks; undefined when it is whole.
 * @param {string} operation
 * @param {import('./roles.mjs').Role} role
 * @param {{ data: object, extensions?: { part2?: { disclosureIds: string[] } } }} answer
 * @returns {string | undefined}
 */
export function missingOf(operation, { rows, isOutsider, isNarrow }, { data, extensions }) {
  const disclosed = extensions?.part2?.disclosureIds.length ?? 0;
  if (isOutsider && disclosed === 0) return 'nothing says that this is a disclosure';
  if (!isOutsider && extensions?.part2) return 'this is said to be a disclosure';
  if (operation === 'Q1' && !(data.carePlan?.activities.length > 0)) return 'there is no plan with activities';
  if (operation !== 'Q3') return undefined;
  const { nodes } = data.patients;
  if (nodes.length < rows) return `${nodes.length} patients, and not ${rows}`;
  if (isOutsider && disclosed < nodes.length) return `${disclosed} disclosures of ${nodes.length} patients`;
  const planned = nodes.filter(({ carePlans }) => carePlans.nodes.length > 0).length;
  // The demo's own patients are not all in care.
  if (isNarrow ? planned > 0 : planned < nodes.length / 2) return `${planned} of ${nodes.length} patients have plans`;
  return undefined;
}

function shaped({ contestant }, operation, data) {
  const placed = contestant.reshape(operation, data);
  return canonical(operation === 'M1' ? withoutNewId(placed) : placed);
}
