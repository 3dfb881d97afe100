// @ts-check
// What a run measures, and for how long.

/**
 * @typedef {object} RunPlan
 * @property {string[]} contestants by name
 * @property {number[]} sizes patients
 * @property {number[]} connections
 * @property {number[]} pages lengths of Q3's pages, with the largest size
 * @property {number} rounds of which medians are taken
 * @property {number} seconds a measurement lasts
 * @property {number} growthSeconds one of growth lasts, of which there are many
 * @property {number} warmUpSeconds before the first round of an operation
 * @property {{ seconds: number, warmUpSeconds: number }} roles the same, of an operation as a role, of which there are many, too
 */

export const SMALL = 2_000;
export const LARGE = 200_000;

/** The connections at which ratios are quoted, pages compared and growth is measured. */
export const USUAL_CONNECTIONS = 16;

export const LENGTHS = { shortest: 25, usual: 200, longest: 400 };

/** @type {RunPlan} */
const FULL = {
  contestants: ['alongside', 'postgraphile', 'limit', 'naive'],
  sizes: [SMALL, LARGE],
  connections: [1, USUAL_CONNECTIONS, 64],
  pages: [LENGTHS.shortest, 100, LENGTHS.longest],
  rounds: 3,
  seconds: 2,
  growthSeconds: 2,
  warmUpSeconds: 1,
  roles: { seconds: 2, warmUpSeconds: 1 },
};

/** Under six minutes: the ratios at 200,000 patients, as every role, and what they grow from. @type {RunPlan} */
const QUICK = {
  contestants: ['alongside', 'postgraphile', 'limit'],
  sizes: [LARGE],
  connections: [USUAL_CONNECTIONS],
  pages: [LENGTHS.shortest, LENGTHS.longest],
  rounds: 3,
  seconds: 2,
  growthSeconds: 1.5,
  warmUpSeconds: 1,
  roles: { seconds: 0.8, warmUpSeconds: 0.3 },
};

/** @param {boolean} isQuick @returns {RunPlan} */
export const runPlan = (isQuick) => (isQuick ? QUICK : FULL);
