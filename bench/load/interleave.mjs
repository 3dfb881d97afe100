// @ts-check

/**
 * The order of turns: every round each takes one, and each round another is first, so that nobody always runs on a machine that
 * somebody else has just warmed or worn.
 * @template T
 * @param {readonly T[]} contestants
 * @param {number} rounds
 * @returns {{ round: number, contestant: T }[]}
 */
export function interleave(contestants, rounds) {
  return Array.from({ length: rounds }, (_, round) => {
    const first = round % contestants.length;
    const order = [...contestants.slice(first), ...contestants.slice(0, first)];
    return order.map((contestant) => ({ round, contestant }));
  }).flat();
}
