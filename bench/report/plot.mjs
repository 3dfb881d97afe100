// @ts-check
// The ratios as a picture: requests per second of each server as a part of the limit's.
import { rowLike } from './medians.mjs';

/** @typedef {import('./medians.mjs').Row} Row */

const COLORS = ['#1b7f5c', '#7a5bb5', '#b8bec6', '#d08a2e'];
const BAR = 26;
const GROUP_GAP = 34;
const HEIGHT = 220;
const LEFT = 48;
const TOP = 56;

/**
 * @param {readonly Row[]} rows
 * @param {{ patients: number, connections: number }} load which rows to draw
 * @returns {string} an SVG document
 */
export function plotOf(rows, { patients, connections }) {
  const drawn = rows.filter(
    (row) => row.phase === 'operations' && row.patients === patients && row.connections === connections,
  );
  const operations = [...new Set(drawn.map(({ operation }) => operation))];
  const contestants = [...new Set(drawn.map(({ contestant }) => contestant))];
  const groupWidth = contestants.length * BAR + GROUP_GAP;
  const width = Math.max(LEFT + operations.length * groupWidth, 520);
  const bars = operations.flatMap((operation, group) =>
    contestants.map((contestant, index) => {
      const limit = rowLike(drawn, { operation, contestant: 'limit' });
      const own = rowLike(drawn, { operation, contestant });
      const ratio = own && limit ? own.perSecond / limit.perSecond : 0;
      return bar(LEFT + group * groupWidth + index * BAR, ratio, COLORS[index % COLORS.length] ?? '#000');
    }),
  );
  const names = operations.map((operation, group) =>
    text(LEFT + group * groupWidth + (contestants.length * BAR) / 2, TOP + HEIGHT + 20, operation, 'middle'),
  );
  const title = `Requests per second as a part of the limit: ${patients.toLocaleString('en')} patients, ${connections} connections`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${TOP + HEIGHT + 36}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="white"/>',
    text(LEFT, 20, title, 'start'),
    ...legend(contestants),
    ...[0, 0.5, 1].map((ratio) => gridLine(ratio, width)),
    ...bars,
    ...names,
    '</svg>',
    '',
  ].join('\n');
}

/** @param {number} ratio */
const heightOf = (ratio) => TOP + HEIGHT - (Math.min(ratio, 1.2) / 1.2) * HEIGHT;

/** @param {number} x @param {number} ratio @param {string} color */
function bar(x, ratio, color) {
  const y = heightOf(ratio);
  const rectangle = `<rect x="${x}" y="${y.toFixed(1)}" width="${BAR - 4}" height="${(TOP + HEIGHT - y).toFixed(1)}" fill="${color}"/>`;
  return `${rectangle}${text(x + (BAR - 4) / 2, y - 4, ratio.toFixed(2), 'middle', 10)}`;
}

/** @param {number} ratio @param {number} width */
function gridLine(ratio, width) {
  const y = heightOf(ratio).toFixed(1);
  return `<line x1="${LEFT - 6}" x2="${width}" y1="${y}" y2="${y}" stroke="#dde1e6"/>${text(LEFT - 10, Number(y) + 4, String(ratio), 'end')}`;
}

/** @param {readonly string[]} contestants */
function legend(contestants) {
  return contestants.map((name, index) => {
    const x = LEFT + index * 110;
    return `<rect x="${x}" y="32" width="10" height="10" fill="${COLORS[index % COLORS.length]}"/>${text(x + 15, 41, name, 'start')}`;
  });
}

/** @param {number} x @param {number} y @param {string} words @param {string} anchor */
function text(x, y, words, anchor, size = 12) {
  return `<text x="${x}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}">${words}</text>`;
}
