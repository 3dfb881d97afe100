import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/docker-steps.mjs');

/** A repository as small as the checks allow, in which "building" copies a file. */
const GOOD: Record<string, string> = {
  '.dockerignore': '*\n!package.json\n!src\n',
  'package.json': '{}',
  'package-lock.json': '{"packages":{"node_modules/compiler":{"dev":true},"node_modules/library":{}}}',
  'src/main.js': "require('library'); console.error('DATABASE_URL is not set.'); process.exit(1);",
  'src/compiler.js': '',
  'docker/Dockerfile': `FROM node AS build
WORKDIR /app
COPY package.json ./
COPY src ./src
RUN mkdir -p dist node_modules/library node_modules/compiler \\
  && cp src/main.js dist/main.js && touch node_modules/library/index.js && touch node_modules/compiler/index.js

FROM node
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/dist ./dist
COPY --from=build /app/node_modules/library ./node_modules/library
USER node
HEALTHCHECK --interval=5s CMD ["node", "-e", "process.exit(1)"]
CMD ["node", "dist/main.js"]
`,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-steps-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script on GOOD with one file changed. */
function run(path?: string, change: (text: string) => string = (text) => text) {
  const files = path === undefined ? GOOD : { ...GOOD, [path]: change(GOOD[path] ?? '') };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const git = (...words: string[]) => execFileSync('git', ['-C', folder, ...words]);
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=t', '-c', 'user.email=t@t.example', 'commit', '--quiet', '--message', 'all');
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const replace = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`The fixture has no "${from}" to replace.`);
  return text.replace(from, to);
};

it('passes an image that builds and starts', () => {
  const { status, stdout } = run();
  expect(stdout).toBe('docker steps: 2 stages built; the server starts with production dependencies only\n');
  expect(status).toBe(0);
});

it.each([
  ['a step that fails', 'docker/Dockerfile', replace('mkdir -p', 'false && mkdir -p'), 'failed in build'],
  ['a file that git does not have', 'docker/Dockerfile', replace('COPY src ./src', 'COPY source ./src'), 'COPY source'],
  ['a file that .dockerignore keeps out', '.dockerignore', replace('!src\n', ''), 'COPY src'],
  ['a .dockerignore that is no allow list', '.dockerignore', replace('*', '.env'), '.dockerignore must be'],
  [
    'a step nobody can repeat here',
    'docker/Dockerfile',
    replace('USER', 'ADD https://a.example /\nUSER'),
    'Cannot repeat',
  ],
  ['a server that runs as root', 'docker/Dockerfile', replace('USER node\n', ''), 'runs as root'],
  ['no health check', 'docker/Dockerfile', replace('HEALTHCHECK --interval=5s CMD', 'CMD'), 'no HEALTHCHECK'],
  ['a health check that is always content', 'docker/Dockerfile', replace('exit(1)', 'exit(0)'), 'does not exit 1'],
  ['development settings', 'docker/Dockerfile', replace('=production', '=development'), 'NODE_ENV=production'],
  [
    'a command that swallows signals',
    'docker/Dockerfile',
    replace('CMD ["node", "dist/main.js"]', 'CMD npm start'),
    'JSON list',
  ],
  [
    'development dependencies in the image',
    'docker/Dockerfile',
    replace('/app/node_modules/library ./node_modules/library', '/app/node_modules ./node_modules'),
    'development dependencies: node_modules/compiler',
  ],
  ['a server that needs one of them', 'src/main.js', replace("'library'", "'compiler'"), 'Cannot find module'],
  ['a server that starts without settings', 'src/main.js', replace('exit(1)', 'exit(0)'), 'exited 0'],
  [
    'a server that says something else',
    'src/main.js',
    replace('DATABASE_URL is not set', 'No'),
    'name the missing one',
  ],
  ['a server that says more than one line', 'src/main.js', replace('not set.', 'not set.\\n  at main'), 'in one line'],
])('fails on %s', (_what, path, change, message) => {
  const { status, stdout, stderr } = run(path, change);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});
