// Runs every test of who sees what, and says what each of them counted. Words after `--` go on to jest.
//
//   npm run test:access                                 ends 0 only when all of them pass
//   DATABASE_URL=postgresql://… npm run test:access     against that server; the login is a superuser
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const temporary = mkdtempSync(join(tmpdir(), 'alongside-access-'));
const report = join(temporary, 'report.jsonl');

const run = spawn(process.execPath, [jest, 'test/access', ...process.argv.slice(2)], {
  cwd: join(import.meta.dirname, '..'),
  env: { ...process.env, ACCESS_REPORT: report },
  stdio: 'inherit',
});
// Ctrl-C reaches jest by itself, being in the same process group; we only have to outlive it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => run.kill('SIGTERM'));
run.on('close', (code) => {
  const counted = readCounts();
  rmSync(temporary, { recursive: true, force: true });
  for (const line of linesOf(counted)) console.log(line);
  // A list that says nothing was not run: then nobody knows.
  const isSilent = counted.size === 0;
  if (isSilent) console.error('No test has said what it counted.');
  process.exitCode = code || (isSilent ? 1 : 0);
});

/** What was counted, by the name of the list; several reports of one list are added up. */
function readCounts() {
  const lists = new Map();
  const lines = existsSync(report) ? readFileSync(report, 'utf8').split('\n') : [];
  for (const line of lines.filter((text) => text !== '')) {
    const { name, ...counts } = JSON.parse(line);
    const list = lists.get(name) ?? new Map();
    lists.set(name, list);
    for (const [what, count] of Object.entries(counts)) {
      const before = list.get(what);
      list.set(what, typeof before === 'number' && typeof count === 'number' ? before + count : count);
    }
  }
  return lists;
}

/** One line a list, and how many planted faults all of them together caught. */
function linesOf(lists) {
  const planted = [...lists.values()].reduce((sum, list) => sum + (Number(list.get('planted')) || 0), 0);
  const width = Math.max(0, ...[...lists.keys()].map(({ length }) => length)) + 2;
  const rows = [...lists].sort(([one], [other]) => one.localeCompare(other));
  return [
    '',
    ...rows.map(([name, list]) => `${`${name}:`.padEnd(width)}${wordsOf(list)}`),
    `planted faults caught: ${planted.toLocaleString('en-US')}`,
  ];
}

/** `9,876 cells, 31 actors`. */
function wordsOf(list) {
  return [...list]
    .filter(([what]) => what !== 'planted')
    .map(([what, count]) => `${typeof count === 'number' ? count.toLocaleString('en-US') : count} ${what}`)
    .join(', ');
}
