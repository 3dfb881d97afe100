// Compiles the naive contestant's decorators with the compiler that the project's tests use, into bench/dist.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BENCH, ROOT } from '../paths.mjs';

const { transformFileSync } = createRequire(join(ROOT, 'package.json'))('@swc/core');

/** @returns {string} the server's file */
export function buildNaive() {
  const source = join(BENCH, 'contestants/naive');
  const target = join(BENCH, 'dist/naive');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }');
  for (const name of readdirSync(source)) {
    const { code } = transformFileSync(join(source, name), { configFile: join(ROOT, '.swcrc'), sourceMaps: false });
    writeFileSync(join(target, name.replace(/\.ts$/, '.js')), code);
  }
  return join(target, 'server.js');
}
