// Compiles to dist/ and puts the SQL files beside the code that reads them. Does nothing when nothing changed,
// so that a command never pulls dist/ from under a running server.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const stamp = join(root, 'dist', '.sources');
const sources = digest();

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  // The compiler has said what is wrong.
  if (status !== 0) process.exit(1);
  for (const path of files('src')) {
    if (path.endsWith('.sql')) cpSync(join(root, path), join(root, 'dist', path));
  }
  writeFileSync(stamp, sources);
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
