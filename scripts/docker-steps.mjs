// Repeats the steps of docker/Dockerfile without Docker: the same commands, on a copy of what git has, each stage in a folder
// of its own. Then starts the last stage's command without settings and expects the one line that says what is missing:
// proof that the server loads with production dependencies only.
//
//   node scripts/docker-steps.mjs [ROOT]      prints one line and exits 0, or says what failed and exits 1

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { contextFilter, readCommand, readCopy, readStages } from './dockerfile.mjs';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const work = mkdtempSync(join(tmpdir(), 'alongside-docker-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

try {
  main();
} catch (error) {
  console.error(`docker steps: ${error.message}`);
  process.exit(1);
}

function main() {
  const stages = readStages(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'));
  const context = openContext();
  const built = new Map();
  for (const stage of stages) built.set(stage.name, runStage(stage, context, built));
  const image = built.get(stages.at(-1).name);
  checkImage(image);
  checkDependencies(image);
  checkStart(image);
  console.log(`docker steps: ${stages.length} stages built; the server starts with production dependencies only`);
}

/** What `docker build` would send: the files of HEAD that .dockerignore lets through. */
function openContext() {
  const folder = join(work, 'context');
  mkdirSync(folder);
  const archive = execFileSync('git', ['-C', root, 'archive', 'HEAD'], { maxBuffer: 512 * 1024 * 1024 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  return { folder, allows: contextFilter(readFileSync(join(folder, '.dockerignore'), 'utf8')) };
}

function runStage(stage, context, built) {
  const image = {
    folder: join(work, stage.name),
    workdir: '/',
    env: {},
    user: 'root',
    healthcheck: null,
    command: null,
  };
  for (const { instruction, value } of stage.steps) {
    if (instruction === 'WORKDIR') image.workdir = value;
    if (instruction === 'ENV') Object.assign(image.env, Object.fromEntries([value.split(/=(.*)/s).slice(0, 2)]));
    if (instruction === 'USER') image.user = value;
    if (instruction === 'HEALTHCHECK') image.healthcheck = readCommand(value);
    if (instruction === 'CMD') image.command = readCommand(value);
    if (instruction === 'COPY') copy(readCopy(value), image, context, built);
    if (instruction === 'RUN') runShell(value, image, stage.name);
  }
  return image;
}

function copy({ from, sources, target }, image, context, built) {
  const origin = from === undefined ? context.folder : built.get(from)?.folder;
  if (!origin) throw new Error(`COPY --from=${from}: there is no such stage.`);
  for (const source of sources) {
    const path = join(origin, source);
    const isAllowed = from !== undefined || context.allows(source);
    if (!isAllowed || !existsSync(path)) throw new Error(`COPY ${source}: not in git, or kept out by .dockerignore.`);
    const destination = join(image.folder, resolve(image.workdir, target));
    const isIntoFolder = !statSync(path).isDirectory() && target.endsWith('/');
    cpSync(path, isIntoFolder ? join(destination, basename(source)) : destination, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

function runShell(command, image, stageName) {
  const started = Date.now();
  console.error(`docker steps: ${stageName}: ${command}`);
  const { status, stdout, stderr } = run('sh', ['-c', command], image);
  if (status !== 0) throw new Error(`"${command}" failed in ${stageName}:\n${`${stdout}${stderr}`.slice(-4_000)}`);
  console.error(`docker steps: ${stageName}: done in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
}

/** Runs in a stage's folder with the stage's environment; of this machine's, only what finds programs and the registry. */
function run(program, words, image, timeout) {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(path|home|tmpdir|npm_config_.*|.*_proxy|.*_ca_.*)$/i.test(name),
  );
  const cwd = join(image.folder, image.workdir);
  mkdirSync(cwd, { recursive: true });
  const env = { ...Object.fromEntries(kept), ...image.env };
  return spawnSync(program, words, {
    cwd,
    env,
    encoding: 'utf8',
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
}

function checkImage(image) {
  if (['root', '0'].includes(image.user.split(':')[0]))
    throw new Error('the last stage runs as root; it needs a USER.');
  if (!image.command) throw new Error('the last stage has no CMD.');
  if (!image.healthcheck) throw new Error('the last stage has no HEALTHCHECK.');
  if (image.env.NODE_ENV !== 'production') throw new Error('the last stage does not set NODE_ENV=production.');
}

/** What the lockfile needs for development alone must be absent, or the image carries a compiler and a test runner. */
function checkDependencies(image) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = Object.keys(packages).filter((path) => packages[path].dev);
  const found = paths.filter((path) => existsSync(join(image.folder, image.workdir, path)));
  if (found.length > 0)
    throw new Error(`the last stage carries development dependencies: ${found.slice(0, 5).join(', ')}`);
}

function checkStart(image) {
  const [program, ...words] = image.command;
  const healthcheck = run(
    image.healthcheck[0],
    image.healthcheck.slice(1),
    { ...image, env: { ...image.env, PORT: '9' } },
    10_000,
  );
  if (healthcheck.status !== 1) throw new Error('the HEALTHCHECK does not exit 1 when nothing listens.');
  const { status, stdout, stderr } = run(program, words, image, 30_000);
  const lines = `${stdout}${stderr}`.trim().split('\n');
  const isOneClearLine = lines.length === 1 && /\b(DATABASE_URL|OIDC_ISSUER)\b/.test(lines[0]);
  if (status !== 1 || !isOneClearLine) {
    const seen = lines.join('\n').slice(-4_000);
    throw new Error(
      `without settings the server must name the missing one in one line and exit 1; it exited ${status}:\n${seen}`,
    );
  }
}
