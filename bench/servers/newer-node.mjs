// PostGraphile 5 needs node 22: this process's own when it is that new, else the one that bench/package.json brings.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../bench-error.mjs';
import { BENCH } from '../paths.mjs';

const NEEDED = 22;

/** @returns {string} its program */
export function newerNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath;
  const installed = join(BENCH, 'node_modules/node/bin/node');
  if (existsSync(installed)) return installed;
  throw new BenchError(
    'PostGraphile needs node 22, which an install script of bench/ brings: run "npm ci --prefix bench --ignore-scripts=false", or the bench on node 22.',
  );
}
