import type { GraphQLSchema } from 'graphql';
import { Client } from 'pg';
import request from 'supertest';
import { buildGraph } from '../../src/app/graph';
import { createLog, type Logger } from '../../src/platform/observability/log';
import { reportAccess } from '../support/access-report';
import { startTestApp, type TestApp } from '../support/app';
import { askForTokens } from './canaries/asking-for-tokens';
import { breakGoals, breakings } from './canaries/breaking';
import { Everything, matchesIn } from './canaries/everything-that-leaves';
import { EXCEPTIONS } from './canaries/exceptions';
import { type Planted, plantCanaries } from './canaries/plant-canaries';
import { readings } from './canaries/reading';
import { writings } from './canaries/writing';
import { ACTORS, type Actor, claimsOf } from './matrix/actors';
import { gatherSpecimens, type Specimens } from './matrix/graph/specimens';
import { idOf, P } from './matrix/scenario/ids';
import { loadScenario } from './matrix/scenario/load-scenario';

jest.setTimeout(300_000);

/** Who asks: those who see the most of P, each in their way, and some who see nothing. */
const READERS = ['NA', 'PD', 'IN', 'PO', 'PT', 'MI', 'AA', 'EP', 'CN', 'NB', 'NT'];
const WRITERS = ['NA', 'IN', 'PT', 'AD'];

/** Every way to fail was met. */
const CODES = [
  'BAD_USER_INPUT',
  'CONFLICT',
  'FORBIDDEN',
  'INTERNAL_SERVER_ERROR',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'UNAVAILABLE',
];

/** What was logged, and whatever was written past the log. */
const lines: string[] = [];

function listenToConsole(): void {
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    jest.spyOn(console, name).mockImplementation((...words: unknown[]) => void lines.push(words.map(String).join(' ')));
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: string | Uint8Array) => boolean;
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return write(chunk);
    });
  }
}

let app: TestApp;
let log: Logger;
let admin: Client;
let schema: GraphQLSchema;
let planted: Planted;
let specimens: Specimens;
let everything: Everything;
let canaries: readonly string[];

beforeAll(async () => {
  listenToConsole();
  log = createLog({ level: 'trace', destination: { write: (line) => lines.push(line) } });
  [app, schema] = await Promise.all([startTestApp({}, log), buildGraph()]);
  await loadScenario(app);
  admin = new Client({ connectionString: app.databaseUrl });
  await admin.connect();
  specimens = await gatherSpecimens(app, admin, schema);
  planted = await plantCanaries(admin);
  canaries = [...planted.filled.values()];
  // Whoever signs in is known by an issuer that there is. That of the other patient stays planted.
  await admin.query('update account set issuer = $1 where patient_id is distinct from $2', [
    app.issuer.issuer,
    idOf('patient', 'Q'),
  ]);
  everything = new Everything(app);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await admin?.end();
  await app?.stop();
});

/** A token of the actor's; the patient's login is a canary, too. */
async function tokenOf(actor: Actor): Promise<string | undefined> {
  const claims = claimsOf(app, actor);
  if (!claims) return undefined;
  const { rows } = await admin.query<{ subject: string }>('select subject from account where patient_id = $1', [P]);
  const subject = actor.code === 'PT' ? (rows[0]?.subject ?? '') : claims.subject;
  return app.issuer.sign({ ...claims, subject });
}

async function askAll(
  codes: readonly string[],
  questionsOf: (code: string) => Parameters<Everything['ask']>[1][],
): Promise<void> {
  for (const actor of ACTORS.filter(({ code }) => codes.includes(code))) {
    const token = await tokenOf(actor);
    for (const question of questionsOf(actor.code)) await everything.ask(token, question);
  }
}

it('plants a canary in every column of words of every table about patients, but for those that are listed', () => {
  expect([...planted.refused.keys()].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  expect(planted.filled.size).toBeGreaterThan(60);
});

it('lets none out of what is read, refused, or asked for badly', async () => {
  await askAll(READERS, () => readings(schema, specimens, canaries));
  expect(everything.shown).toBeGreaterThan(300);
  expect(everything.findings).toEqual([]);
});

it('lets none out of what is written, however badly', async () => {
  await askAll(WRITERS, (code) => writings(schema, code, canaries));
  expect(everything.findings).toEqual([]);
});

it('lets none out of what the database says when it breaks', async () => {
  await breakGoals(admin);
  await askAll(['NA'], () => breakings(canaries));
  expect(everything.findings).toEqual([]);
});

it('lets none out of requests that are none, nor of bad tokens', async () => {
  const canary = canaries[0] ?? '';
  const post = (path: string) => request(app.api.listener).post(path);
  const query = '{ viewer { role } }';
  for (const token of [
    canary,
    `${canary}.${canary}.${canary}`,
    await app.issuer.sign({
      subject: canary,
      organizationId: app.harbor.uuid,
      role: 'CLINICIAN' as never,
      scopes: [canary],
    }),
  ])
    await everything.ask(token, { query, headers: { 'x-request-id': 'one' } });
  await everything.ask(undefined, {
    query,
    headers: { 'idempotency-key': `${canary} ü`.replace('ü', 'u'), cookie: canary },
  });
  for (const [type, body] of [
    ['application/json', `{"query":"${canary}`],
    ['application/json', `"${canary}"`],
    ['text/plain', canary],
    [`text/${canary}`, canary],
    ['application/json', JSON.stringify({ query, variables: canary })],
    ['application/json', JSON.stringify([{ query: canary }])],
    ['application/json', JSON.stringify({ query: canary, extensions: { [canary]: canary } })],
    [
      'application/json',
      JSON.stringify({ operationName: canary, query: 'query A { __typename } query B { __typename }' }),
    ],
  ])
    await everything.send(
      `a body of ${type}`,
      () =>
        post('/graphql')
          .set('content-type', type ?? '')
          .send(body) as never,
    );
  for (const path of [
    `/${canary}`,
    `/graphql?query=${canary}`,
    `/graphql/${canary}`,
    `/metrics?${canary}`,
    `/health/${canary}`,
  ])
    await everything.send(path, () => request(app.api.listener).get(path).set('accept', canary) as never);
  expect(everything.findings).toEqual([]);
});

it('lets none out of the token endpoint', async () => {
  await askForTokens(app, everything, canaries[1] ?? '');
  expect(everything.findings).toEqual([]);
});

it('finds none in logs and metrics after all of it', async () => {
  const { text } = await request(app.api.listener).get('/metrics');
  expect(text).toContain('graphql_requests_total{');
  everything.look('metrics', text);
  expect(lines.length).toBeGreaterThan(everything.operations / 2);
  for (const line of lines) everything.look('log', line);
  expect(everything.findings).toEqual([]);
  expect(CODES.filter((code) => !everything.codes.has(code))).toEqual([]);
  reportAccess('canaries', {
    columns: planted.filled.size,
    operations: everything.operations,
    found: everything.findings.length,
  });
});

it('catches a line that leaks', async () => {
  const { rows } = await admin.query<{ name: string }>(
    'select family_name as name from patient_identity where patient_id = $1',
    [P],
  );
  const before = lines.length;
  log.info({ patient: rows[0]?.name }, 'registered');
  log.error({ err: new Error(rows[0]?.name) }, 'an error says nothing');
  expect(lines.slice(before).map((line) => matchesIn(line))).toEqual([
    [planted.filled.get('patient_identity.family_name')],
    [],
  ]);
  reportAccess('canaries', { planted: 1 });
});
