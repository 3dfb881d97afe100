import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../../src/access/role';
import { type Api, startApi } from '../../../../src/app/api';
import { ALL_SCOPES } from '../../../../src/app/personas';
import { readSettings } from '../../../../src/platform/config/settings';
import { createLog } from '../../../../src/platform/observability/log';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { placed } from '../../../support/changes';
import { asAdmin } from '../../../support/database';
import { aCarePlan, aCareTeam } from '../../../support/factories/care-plans';
import { type Subscriber, subscribe } from '../../../support/subscriber';
import { uuidOf } from '../../../support/uuid-of';

jest.setTimeout(120_000);

const WRITERS = 8;
const READERS = 4;
/** So many changes are enough, and so long they may take on a machine that does other things as well. */
const ENOUGH = 600;
const LONGEST_RUN_MS = 40_000;
/** How long a process works until it is killed. */
const [SHORTEST_LIFE_MS, LONGEST_LIFE_MS] = [300, 1_500];

let app: TestApp;
let second: Api;
let folder: string;
let ehr: Caller;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-test-changes-'));
  app = await startTestApp();
  second = await aSecondServer();
  ehr = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
});
afterAll(async () => {
  await second?.stop();
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Another server of the same database, which takes the same tokens. */
function aSecondServer(): Promise<Api> {
  const settings = readSettings({ NODE_ENV: 'test', PORT: '0', DATA_DIR: app.dataDir, LOG_LEVEL: 'silent' });
  return startApi(settings, app.databaseUrl, createLog({ level: 'silent' }));
}

let isRunning = true;

const kills = new Map<number, number>();

/** Runs a program, kills it when it has worked for a while, and runs it again, until the time is over. */
async function restarted(name: string, env: Readonly<Record<string, string>>): Promise<void> {
  const program = kills.size;
  kills.set(program, 0);
  while (isRunning) {
    const child = spawn(process.execPath, [join(__dirname, name)], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    await sleep(SHORTEST_LIFE_MS + Math.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
    await ended(child);
    kills.set(program, (kills.get(program) ?? 0) + 1);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error('A program ended by itself.');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The server that comes and goes. */
async function comeAndGo(): Promise<void> {
  while (isRunning) {
    await sleep(2_000);
    await second.stop();
    second = await aSecondServer();
  }
}

const fileOf = (reader: number): string => join(folder, `reader-${reader}.jsonl`);

interface Read {
  readonly subjectId: string;
  readonly version: number;
}

interface Page {
  readonly nodes: readonly Read[];
  readonly nextCursor: string;
}

/** The pages that a reader has kept, without a line that was torn when it was killed. */
function pagesOf(reader: number): Page[] {
  const lines = existsSync(fileOf(reader)) ? readFileSync(fileOf(reader), 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Page];
    } catch {
      return [];
    }
  });
}

/** What a reader has read, and what it finds when it goes on from there to the end. */
async function readToTheEnd(reader: number, from: string | null): Promise<Read[]> {
  const pages = pagesOf(reader);
  for (;;) {
    const { changes } = await ehr.data(
      `query ($after: String) { changes(after: $after, types: [CARE_PLAN]) { nodes { subjectId version } nextCursor } }`,
      { after: pages.at(-1)?.nextCursor ?? from },
    );
    if (changes.nodes.length === 0) return pages.flatMap(({ nodes }) => nodes);
    pages.push(changes);
  }
}

const nameOf = ({ subjectId, version }: Read): string => `${subjectId} ${version}`;

/** What was committed: every version of every plan, for each commit raises one by one. */
async function committed(plans: readonly string[]): Promise<string[]> {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query<{ id: string; version: number }>('select id, version from care_plan where id = any($1)', [
      plans.map(uuidOf),
    ]),
  );
  return rows.flatMap(({ id, version }) =>
    Array.from({ length: version - 1 }, (_, index) => `care_plan_${id.replaceAll('-', '')} ${index + 2}`),
  );
}

/** Whether nothing more will be sent. */
function isToldAll({ sent }: Subscriber, count: number): boolean {
  return sent.length >= count || sent.some(({ errors }) => errors?.[0]?.extensions.code === 'RATE_LIMITED');
}

it(`loses nothing and tells nothing twice, with ${WRITERS} writers and ${READERS} readers that are killed and begin again`, async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const plans: string[] = [];
  for (let count = 0; count < 24; count += 1) plans.push(await aCarePlan(app, { patientId, by: clinician }));
  await placed(app);
  let from: string | null = null;
  for (let isMore = true; isMore; ) {
    const { changes } = await ehr.data(
      'query ($after: String) { changes(after: $after) { nextCursor pageInfo { hasNextPage } } }',
      { after: from },
    );
    from = changes.nextCursor;
    isMore = changes.pageInfo.hasNextPage;
  }
  const live: Subscriber = await subscribe(app, ehr, 'subscription { patientChanged { type subjectId version } }');
  const token = (await ehr.token()) ?? '';
  const stable = app.api.url;
  const writers = Array.from({ length: WRITERS }, () =>
    restarted('a-writer.mjs', { DATABASE_URL: app.databaseUrl, PLANS: plans.map(uuidOf).join(',') }),
  );
  const readers = Array.from({ length: READERS }, (_, reader) =>
    restarted('a-reader.mjs', {
      URLS: `${stable},${second.url}`,
      TOKEN: token,
      FILE: fileOf(reader),
      FROM: from ?? '',
    }),
  );
  const server = comeAndGo();
  const latest = Date.now() + LONGEST_RUN_MS;
  const isEnough = async (): Promise<boolean> =>
    Math.min(...kills.values()) > 1 &&
    readers.every((_, reader) => pagesOf(reader).length > 2) &&
    (await committed(plans)).length >= ENOUGH;
  while (!(await isEnough()) && Date.now() < latest) await sleep(250);
  isRunning = false;
  await Promise.all([...writers, ...readers]);
  await server;
  expect(Math.min(...kills.values())).toBeGreaterThan(1);

  await placed(app);
  const expected = (await committed(plans)).sort();
  expect(expected.length).toBeGreaterThanOrEqual(ENOUGH);
  for (let reader = 0; reader < READERS; reader += 1) expect(pagesOf(reader).length).toBeGreaterThan(2);
  const found = await Promise.all(Array.from({ length: READERS }, (_, reader) => readToTheEnd(reader, from)));
  for (const read of found) expect(read.map(nameOf).sort()).toEqual(expected);
  await live.received(1);
  while (!isToldAll(live, expected.length)) await sleep(50);
  // A subscriber is sent the log from its beginning on, without a gap: all of it, or until they are told that they read too slowly.
  const told = live.sent.flatMap(({ data }) =>
    data?.patientChanged.type === 'CARE_PLAN' ? [data.patientChanged as Read] : [],
  );
  const inOrder = (found[0] ?? []).map(nameOf);
  // How many that is depends on the machine; not none.
  expect(told.length).toBeGreaterThan(10);
  expect(told.map(nameOf)).toEqual(inOrder.slice(0, told.length));
  await live.stop();
});
