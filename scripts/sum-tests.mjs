// Adds up JSON reports of jest. Prints what is wrong with them on stderr and, as the only line on stdout, the sum.
//
//   node scripts/sum-tests.mjs REPORT...        "812 passed, 0 failed"; exits 1 unless every report is whole and green
//
// A report that is missing, unreadable or without tests counts as one failure, and so does a test file that did not run:
// a suite that could not say anything has not passed.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const results = process.argv.slice(2).map(readReport);
if (results.length === 0) results.push({ passed: 0, failed: 1, problems: ['no report was named'] });

for (const problem of results.flatMap(({ problems }) => problems)) console.error(`tests: ${problem}`);
const passed = total('passed');
const failed = total('failed');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function total(key) {
  return results.reduce((sum, result) => sum + result[key], 0);
}

function readReport(path) {
  const name = basename(path);
  const report = parse(path);
  const counts = [report?.numPassedTests, report?.numFailedTests, report?.numPendingTests, report?.numTodoTests];
  if (!counts.every(Number.isInteger)) return { passed: 0, failed: 1, problems: [`${name} is missing or no report`] };

  const [passed, failedTests, pending, todo] = counts;
  const broken = report.numRuntimeErrorTestSuites ?? 0;
  const problems = [];
  if (failedTests > 0) problems.push(`${name}: ${failedTests} failed`);
  if (broken > 0) problems.push(`${name}: ${broken} test files did not run`);
  if (passed + failedTests === 0) problems.push(`${name} has no tests that ran`);
  if (problems.length === 0 && report.success !== true) problems.push(`${name}: the run as a whole failed`);

  const failed = Math.max(failedTests + broken, problems.length > 0 ? 1 : 0);
  // Worth saying, and no failure: what needs data that is not here may skip.
  if (pending + todo > 0) problems.push(`${name}: ${pending + todo} did not run`);
  return { passed, failed, problems };
}

function parse(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
