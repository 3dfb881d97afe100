// What a run needs before anything of bench/node_modules can be imported.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from './bench-error.mjs';
import { BENCH, ROOT } from './paths.mjs';

/** Installs bench/ when something is missing or of another version. @param {(line: string) => void} tell */
export function ensureInstalled(tell) {
  const { dependencies } = JSON.parse(readFileSync(join(BENCH, 'package.json'), 'utf8'));
  if (Object.entries(dependencies).every(([name, version]) => installedVersion(name) === version)) return;
  tell('installing bench/, this once');
  run('npm', ['ci', '--no-audit', '--no-fund'], BENCH, 'npm ci --prefix bench');
}

/** Brings dist/ up to date. */
export function buildProduct() {
  run(process.execPath, [join(ROOT, 'scripts/build.mjs')], ROOT, 'npm run build');
}

function installedVersion(name) {
  const manifest = join(BENCH, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

function run(program, words, cwd, advice) {
  // Its words go to stderr: stdout holds the result and nothing else.
  const { status } = spawnSync(program, words, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new BenchError(`The bench could not be prepared: run "${advice}" and see what it says.`);
}
