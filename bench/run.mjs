// npm run bench -- [--quick] [--json] [--memory] [--silence] [--matching]. Progress goes to stderr, the result to stdout. See bench/README.md.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchError } from './bench-error.mjs';
import { buildProduct, ensureInstalled } from './install.mjs';
import { RESULTS } from './paths.mjs';
import { runPlan } from './plan.mjs';

const tell = (line) => void process.stderr.write(`${line}\n`);

try {
  const options = readOptions();
  ensureInstalled(tell);
  buildProduct();
  await runOf(options)(options);
} catch (error) {
  tell(error instanceof BenchError ? error.message : String(error?.stack ?? error));
  process.exitCode = 1;
}

function readOptions() {
  try {
    const names = ['quick', 'json', 'memory', 'silence', 'matching'];
    return parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'boolean' }])) }).values;
  } catch (error) {
    throw new BenchError(
      `${error.message.split('\n')[0]} Usage: npm run bench -- [--quick] [--json] [--memory] [--silence] [--matching]`,
    );
  }
}

function runOf({ memory: isMemory, silence: isSilence, matching: isMatching }) {
  if (isSilence) return silence;
  if (isMatching) return matching;
  return isMemory ? memory : comparison;
}

async function comparison({ quick, json }) {
  const { compare } = await import('./compare.mjs');
  const { writeResults } = await import('./report/write-results.mjs');
  const { tablesOf } = await import('./report/table.mjs');
  const report = await compare(runPlan(quick === true), tell);
  // A quick run is a look, which git ignores; what is committed comes from whole ones.
  writeResults(quick ? join(RESULTS, 'quick') : RESULTS, report);
  print(
    json ? JSON.stringify(report.summary) : `${tablesOf(report.rows)}\n\n${JSON.stringify(report.summary, null, 2)}`,
  );
}

async function memory({ json }) {
  const { measureMemory } = await import('./memory.mjs');
  const growth = await measureMemory(tell);
  print(json ? JSON.stringify(growth) : JSON.stringify(growth, null, 2));
}

async function silence({ json }) {
  const { measureSilence } = await import('./silence.mjs');
  const measured = await measureSilence(tell);
  print(json ? JSON.stringify(measured) : JSON.stringify(measured, null, 2));
  if (!measured.isSilent) process.exitCode = 1;
}

async function matching({ json }) {
  const { measureMatching } = await import('./matching.mjs');
  const measured = await measureMatching(tell);
  print(json ? JSON.stringify(measured) : JSON.stringify(measured, null, 2));
  if (!measured.isQuickEnough) process.exitCode = 1;
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
