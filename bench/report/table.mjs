// @ts-check
// The results as Markdown.
import { rowLike } from './medians.mjs';

/** @typedef {import('./medians.mjs').Row} Row */

/** Places behind the point for three digits. @param {number} number */
const shown = (number) => number.toFixed(number >= 100 ? 0 : number >= 10 ? 1 : 2);

/** @param {readonly (string | number)[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

const HEADER = [
  line([
    'operation',
    'server',
    'req/s',
    'to limit',
    'to PostGraphile',
    'p50 ms',
    'p99 ms',
    'server CPU ms',
    'PostgreSQL CPU ms',
  ]),
  '|---|---|---|---|---|---|---|---|---|',
].join('\n');

/** @param {readonly Row[]} rows all rows @param {Row} row */
function rowText(rows, row) {
  const { phase, patients, connections, operation, role, first } = row;
  const optional = { ...(role === undefined ? {} : { role }), ...(first === undefined ? {} : { first }) };
  const like = { phase, patients, connections, operation, ...optional };
  const ratioTo = (/** @type {string} */ contestant) => {
    const other = rowLike(rows, { ...like, contestant });
    return other ? shown(row.perSecond / other.perSecond) : '';
  };
  const name = role ?? (first === undefined ? operation : `${operation} × ${first}`);
  const times = [row.p50Ms, row.p99Ms, row.serverCpuMs, row.postgresCpuMs].map(shown);
  return line([name, row.contestant, shown(row.perSecond), ratioTo('limit'), ratioTo('postgraphile'), ...times]);
}

/**
 * One section for each size and number of connections, one for pages, one for roles, one for growth.
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function tablesOf(rows) {
  /** @type {Map<string, Row[]>} */
  const sections = new Map();
  for (const row of rows) {
    const title = titleOf(row);
    sections.set(title, [...(sections.get(title) ?? []), row]);
  }
  return [...sections]
    .map(([title, own]) => [`## ${title}`, '', HEADER, ...own.map((row) => rowText(rows, row))].join('\n'))
    .join('\n\n');
}

/** @param {Row} row */
function titleOf({ phase, patients, connections }) {
  const load = `${patients.toLocaleString('en')} patients, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
  if (phase === 'pages') return `Pages of Q3: ${load}`;
  if (phase === 'roles') return `As every role: ${load}`;
  return phase === 'growth' ? `Growth: ${load}` : `Operations: ${load}`;
}
