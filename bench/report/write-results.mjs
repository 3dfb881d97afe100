// bench/results: the raw numbers, a table and a picture.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LARGE, USUAL_CONNECTIONS } from '../plan.mjs';
import { plotOf } from './plot.mjs';
import { tablesOf } from './table.mjs';

/**
 * @param {string} folder
 * @param {{ machine: object, bytes: object, memory: object, plans: object, summary: object, rows: object[], results: object[] }} report
 */
export function writeResults(folder, report) {
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write('results.json', `${JSON.stringify(report, null, 1)}\n`);
  write('results.md', markdownOf(report));
  write('ratios.svg', plotOf(report.rows, { patients: LARGE, connections: USUAL_CONNECTIONS }));
}

function markdownOf({ machine, bytes, memory, summary, rows }) {
  return [
    '# Results of `npm run bench`',
    '',
    'Medians of interleaved rounds; bench/README.md says what is measured. Only ratios carry over to another machine.',
    '',
    `![ratios](ratios.svg)`,
    '',
    ...listOf('The machine', machine),
    ...listOf('Bytes of an answer', bytes),
    ...listOf('Peak memory of each server, MB', memory),
    '## In short',
    '',
    '```json',
    JSON.stringify(summary, null, 2),
    '```',
    '',
    tablesOf(rows),
    '',
  ].join('\n');
}

function listOf(title, facts) {
  const lines = Object.entries(facts).map(
    ([name, value]) => `- ${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  return [`## ${title}`, '', ...lines, ''];
}
