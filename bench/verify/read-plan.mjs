// @ts-check

const PLAN = /^(\d+) statements?, (\d+) round trips?/;

/**
 * What the header x-plan says; null when there is none.
 * @param {string | null} header
 * @returns {{ statements: number, roundTrips: number } | null}
 */
export function readPlan(header) {
  const [, statements, roundTrips] = PLAN.exec(header ?? '') ?? [];
  return statements === undefined ? null : { statements: Number(statements), roundTrips: Number(roundTrips) };
}
