// Every check that needs no database: one line a step with its time, then what failed, in full. Exits 1 if anything did.
//
//   node scripts/check.mjs                        npm run check
//   node scripts/check.mjs --only layers,schema   these steps, and what they need
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tool = (name) => join(root, 'node_modules/.bin', name);
const script = (name, ...words) => [process.execPath, join(root, 'scripts', name), ...words];
const schema = (...words) => [process.execPath, join(root, 'dist/src/app/cli/schema.js'), ...words];

/** Every finding, and nothing but findings. */
const biome = (...words) => [
  tool('biome'),
  ...words,
  '--colors=off',
  '--diagnostic-level=warn',
  '--max-diagnostics=200',
];

/** In this order. `needs` names a step without which this one would look at something old. */
const STEPS = [
  { name: 'types', command: [tool('tsc'), '--noEmit', '--project', 'tsconfig.json'] },
  { name: 'lint', command: biome('lint', '--error-on-warnings') },
  // The order of imports is a matter of format too.
  { name: 'format', command: biome('ci', '--linter-enabled=false') },
  { name: 'layers', command: script('layers.mjs') },
  { name: 'dead-code', command: [tool('knip'), '--no-progress', '--no-config-hints'] },
  { name: 'build', command: script('build.mjs') },
  { name: 'schema', command: schema('--check'), needs: 'build' },
  { name: 'descriptions', command: schema('--descriptions'), needs: 'build' },
  { name: 'breaking-changes', command: script('breaking-changes.mjs') },
  { name: 'diagram', command: script('graph.mjs', '--check') },
];

try {
  const steps = chosen(process.argv.slice(2));
  const failures = runAll(steps);
  for (const { name, output } of failures) console.log(`\n── ${name} ──\n${output}`);
  console.log(`\n${steps.length - failures.length} of ${steps.length} steps passed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function chosen(words) {
  if (words.length === 0) return STEPS;
  const names = words[1]?.split(',') ?? [];
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (words[0] !== '--only' || words.length !== 2 || unknown.length > 0)
    throw new Error(`usage: npm run check [-- --only ${STEPS.map(({ name }) => name).join(',')}]`);
  const needed = STEPS.filter(({ name }) => names.includes(name)).map(({ needs }) => needs);
  return STEPS.filter(({ name }) => names.includes(name) || needed.includes(name));
}

function runAll(steps) {
  const failures = [];
  for (const step of steps) {
    const started = performance.now();
    const lacks = failures.some(({ name }) => name === step.needs);
    const { passed, output } = lacks ? { passed: false, output: `not run: ${step.needs} failed` } : run(step.command);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1).padStart(5);
    // What a passing step says of itself is one line; tools that boast of more are cut short.
    const remark = passed ? output.split('\n')[0] : '';
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${step.name.padEnd(16)} ${seconds} s  ${remark}`.trimEnd());
    if (!passed) failures.push({ name: step.name, output });
  }
  return failures;
}

function run([program, ...words]) {
  const { status, error, stdout, stderr } = spawnSync(program, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { passed: status === 0, output: `${stderr ?? ''}${stdout ?? ''}${error ? error.message : ''}`.trim() };
}
