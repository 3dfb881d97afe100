// Compiles to dist/ and puts the SQL files beside the code that reads them. Does nothing when nothing changed,
// so that a command never pulls dist/ from under a running server. Two at once do no harm: each builds aside, and moves
// what it built into place whole.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const dist = join(root, 'dist');
const sources = digest();

if (!isCurrent()) {
  const fresh = join(root, `dist.${process.pid}`);
  try {
    build(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function isCurrent() {
  const stamp = join(dist, '.sources');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

function build(fresh) {
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const words = [compiler, '--project', 'tsconfig.build.json', '--outDir', fresh];
  // The compiler says what is wrong.
  process.exitCode = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;
  if (process.exitCode !== 0) return;
  for (const path of files('src')) {
    if (path.endsWith('.sql')) cpSync(join(root, path), join(fresh, path));
  }
  writeFileSync(join(fresh, '.sources'), sources);
  // Somebody else was faster: a server may be loading from it already.
  if (isCurrent()) return;
  rmSync(dist, { recursive: true, force: true });
  try {
    renameSync(fresh, dist);
  } catch (error) {
    // Somebody else has built the same meanwhile.
    if (!isCurrent()) throw error;
  }
}

function digest() {
  const hash = createHash('sha256');
  for (const path of [
    ...files('src'),
    ...files('migrations'),
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ]) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function files(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.slice(root.length + 1), entry.name))
    .sort();
}
