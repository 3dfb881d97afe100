/**
 * A request as autocannon takes it: a client's own headers for everybody.
 * @param {import('../contestants/index.mjs').Contestant} contestant
 * @param {string} operation
 * @param {import('./subjects-of.mjs').Subject} subject
 * @param {Record<string, string>} tokens by persona
 */
export function requestOf(contestant, operation, subject, tokens) {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${tokens[subject.persona]}`,
      'x-persona': subject.persona,
    },
    body: contestant.body(operation, subject),
  };
}
