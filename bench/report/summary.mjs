// @ts-check
// What --json prints: the figures that the project promises.
import { LARGE, LENGTHS, SMALL, USUAL_CONNECTIONS } from '../plan.mjs';
import { rowLike } from './medians.mjs';

/** @typedef {import('./medians.mjs').Row} Row */

/**
 * @typedef {object} OperationSummary ratios are Alongside's requests per second divided by the other's
 * @property {number} postgraphile
 * @property {number} limit
 * @property {number | null} statements
 * @property {number | null} roundTrips
 * @property {number} p50Ms
 * @property {number} p99Ms
 */

/**
 * @typedef {object} Summary
 * @property {Record<string, OperationSummary>} operations
 * @property {Record<string, Omit<OperationSummary, 'limit'>>} roles each operation as every role that may run it: `Q1 as director`
 * @property {Record<string, number>} growth time of a request with the large volume, divided by that with the small one
 * @property {number} page400over25 time of a page of 400 divided by that of a page of 25
 * @property {number} cpuPerPatientMicros of Alongside and PostgreSQL together, on the page of 400
 * @property {number} limitCpuPerPatientMicros
 */

/**
 * @param {readonly Row[]} rows
 * @param {Record<string, { statements: number, roundTrips: number } | null>} plans by operation, and by role
 * @returns {Summary}
 */
export function summaryOf(rows, plans) {
  const operations = [...new Set(rows.filter(({ phase }) => phase === 'operations').map(({ operation }) => operation))];
  return {
    operations: Object.fromEntries(operations.map((name) => [name, operationSummary(rows, name, plans[name] ?? null)])),
    roles: rolesOf(rows, plans),
    growth: Object.fromEntries(operations.map((name) => [name, growthOf(rows, name)])),
    page400over25: rounded(pageOf(rows, LENGTHS.shortest).perSecond / pageOf(rows, LENGTHS.longest).perSecond),
    cpuPerPatientMicros: cpuPerPatient(pageOf(rows, LENGTHS.longest)),
    limitCpuPerPatientMicros: cpuPerPatient(pageOf(rows, LENGTHS.longest, 'limit')),
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {string} operation
 * @param {{ statements: number, roundTrips: number } | null} plan
 * @returns {OperationSummary}
 */
function operationSummary(rows, operation, plan) {
  const of = (/** @type {string} */ contestant) =>
    need(rows, { phase: 'operations', patients: LARGE, connections: USUAL_CONNECTIONS, operation, contestant });
  const own = of('alongside');
  return {
    postgraphile: rounded(own.perSecond / of('postgraphile').perSecond),
    limit: rounded(own.perSecond / of('limit').perSecond),
    ...costOf(own, plan),
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {Record<string, { statements: number, roundTrips: number } | null>} plans by title
 * @returns {Summary['roles']}
 */
function rolesOf(rows, plans) {
  const own = rows.filter(({ phase, contestant }) => phase === 'roles' && contestant === 'alongside');
  const entries = own.map((row) => {
    const { operation, role = operation } = row;
    const other = need(rows, { phase: 'roles', role, contestant: 'postgraphile' });
    const ratio = rounded(row.perSecond / other.perSecond);
    return [role, { postgraphile: ratio, ...costOf(row, plans[role] ?? null) }];
  });
  return Object.fromEntries(entries);
}

/** @param {Row} row @param {{ statements: number, roundTrips: number } | null} plan */
function costOf({ p50Ms, p99Ms }, plan) {
  return {
    statements: plan?.statements ?? null,
    roundTrips: plan?.roundTrips ?? null,
    p50Ms: rounded(p50Ms),
    p99Ms: rounded(p99Ms),
  };
}

/** @param {readonly Row[]} rows @param {string} operation */
function growthOf(rows, operation) {
  const at = (/** @type {number} */ patients) => need(rows, { phase: 'growth', operation, patients }).perSecond;
  return rounded(at(SMALL) / at(LARGE));
}

/** @param {readonly Row[]} rows @param {number} first */
function pageOf(rows, first, contestant = 'alongside') {
  return need(rows, { phase: 'pages', first, contestant });
}

/** @param {Row} row */
function cpuPerPatient({ serverCpuMs, postgresCpuMs, first }) {
  return rounded(((serverCpuMs + postgresCpuMs) * 1_000) / Number(first));
}

/** @param {readonly Row[]} rows @param {Partial<Row>} like @returns {Row} */
function need(rows, like) {
  const row = rowLike(rows, like);
  if (!row) throw new Error(`Nothing was measured like ${JSON.stringify(like)}.`);
  return row;
}

/** Three digits are more than a repetition keeps. @param {number} number */
const rounded = (number) => Number(number.toPrecision(3));
