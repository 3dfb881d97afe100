import { randomUUID } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import type { DataSource } from 'typeorm';
import { Context } from '../../src/access/context';
import { Role } from '../../src/access/role';
import { openServices, type Services } from '../../src/access/services';
import type { TokenClaims } from '../../src/access/tokens';
import { schemaDefinition } from '../../src/app/features';
import { buildGraph } from '../../src/app/graph';
import { openDatabase, poolOf } from '../../src/platform/database/database';
import { createExecutor, type Executor } from '../../src/platform/graphql/plan';
import { reportAccess } from '../support/access-report';
import { startTestApp, type TestApp, type TestOrganization } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';
import { aClient, aConsent } from '../support/factories/consents';

jest.setTimeout(180_000);

const REQUESTS = 20_000;
const CONNECTIONS = 4;
const AT_ONCE = 24;

/** One organization's people, and what betrays it. */
interface Side {
  readonly name: string;
  readonly uuid: string;
  readonly patientId: string;
  readonly claims: readonly TokenClaims[];
}

let app: TestApp;
let dataSource: DataSource;
let services: Services;
let run: Executor;
let sides: readonly [Side, Side];

beforeAll(async () => {
  app = await startTestApp();
  sides = [await sideOf(app.harbor, 'Quay'), await sideOf(app.meadow, 'Clover')];
  dataSource = await openDatabase({
    url: app.databaseUrl,
    entities: schemaDefinition.entities,
    poolSize: CONNECTIONS,
    onIdleError: () => undefined,
  });
  services = await openServices(dataSource, { maxPageSize: 100 });
  run = createExecutor(await buildGraph());
});
afterAll(async () => {
  await dataSource?.destroy();
  await app.stop();
});

async function sideOf(organization: TestOrganization, name: string): Promise<Side> {
  const clinicianId = await aClinician(app, { organization, displayName: `${name} Clinician` });
  const named = { organization, preferredName: `${name}y`, familyName: `${name}son`, careTeam: [clinicianId] };
  const patientId = await aPatient(app, named);
  await aPatient(app, named);
  const clinician = await app.asClinician(clinicianId, organization);
  const client = await aClient(app, { organization, name: `${name} App` });
  await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['IDENTITY'] });
  const patient = await app.asHolder(Role.PATIENT, patientId, organization);
  const claims = (role: Role, subject: string, scopes: readonly string[] = []): TokenClaims => ({
    issuer: app.issuer.issuer,
    subject,
    organizationId: organization.uuid,
    role,
    scopes,
  });
  return {
    name,
    uuid: organization.uuid,
    patientId,
    claims: [
      claims(Role.CLINICIAN, clinician.subject),
      claims(Role.PATIENT, patient.subject),
      claims(Role.PARTNER_APP, client.caller.subject, ['system/Patient.rs']),
      claims(Role.PROGRAM_DIRECTOR, 'director'),
      claims(Role.INTAKE, 'intake'),
      claims(Role.EHR_SYSTEM, 'nobody knows'),
    ],
  };
}

const LIST = parse(
  'query List { viewer { displayName } patients(first: 5) { nodes { preferredName identity { familyName } } } }',
);
const ONE = parse('query One($id: ID!) { patient(id: $id) { preferredName } node(id: $id) { id } }');
const BROKEN = parse('query Broken { patients(first: 2, after: "none") { nodes { id } } viewer { displayName } }');
const WRITE = parse(
  'mutation Write($id: ID!) { revisePatient(input: { patientId: $id, expectedVersion: 99, pronouns: "they" }) { __typename ... on VersionConflict { currentVersion } } }',
);
const DOCUMENTS = [LIST, ONE, BROKEN, LIST, ONE, WRITE];

const counts = { failed: 0, aborted: 0, timedOut: 0, answered: 0 };
const foreign: string[] = [];

/** One request of one side: sometimes about the other's patient, sometimes given up while it reads. */
async function request(index: number): Promise<void> {
  const [side, other] = index % 2 === 0 ? sides : [sides[1], sides[0]];
  const claims = side.claims[Math.floor(index / 2) % side.claims.length];
  const document = DOCUMENTS[Math.floor(index / 5) % DOCUMENTS.length];
  const operation = document && getOperationAST(document);
  if (!claims || !operation) throw new Error('There is nobody to ask.');
  const ctx = new Context(services, { requestId: randomUUID(), claims });
  const id = index % 7 === 0 ? other.patientId : side.patientId;
  const answer = run({ document, operation, variables: { id }, ctx }).catch((error: unknown) => ({
    errors: [error],
    data: null,
  }));
  if (index % 29 === 0) {
    // Its caller has gone: what it still asks for never comes.
    await new Promise((resolve) => setImmediate(resolve));
    await ctx.close().catch(() => undefined);
    counts.aborted += 1;
    return;
  }
  const { data, errors = [] } = await answer;
  await ctx.close().catch(() => undefined);
  counts.answered += 1;
  if (errors.length > 0) counts.failed += 1;
  if (JSON.stringify(errors).includes('canceling statement') || errors.some(isCancelled)) counts.timedOut += 1;
  const text = JSON.stringify([data, errors]);
  if (text.includes(other.name)) foreign.push(`${claims.role} of ${side.name}: ${text}`);
}

function isCancelled(error: unknown): boolean {
  const { originalError } = error as { originalError?: { code?: string } };
  return originalError?.code === '57014';
}

/** Now and then PostgreSQL gives a statement up, as when it takes too long, or ends a connection. */
async function disturb(isOver: () => boolean): Promise<void> {
  await asAdmin(app.databaseUrl, async (admin) => {
    for (let turn = 0; !isOver(); turn += 1) {
      const end = turn % 40 === 39 ? 'pg_terminate_backend' : 'pg_cancel_backend';
      await admin.query(
        `select ${end}(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active' order by random() limit 1`,
      );
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  });
}

it('shows no foreign row in 20,000 mixed requests of two organizations over four connections, whatever breaks', async () => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < REQUESTS) await request(next++);
  };
  let isOver = false;
  const disturbing = disturb(() => isOver);
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  isOver = true;
  await disturbing;
  expect(foreign).toEqual([]);
  expect(poolOf(dataSource).totalCount).toBeLessThanOrEqual(CONNECTIONS);
  expect(counts.answered + counts.aborted).toBe(REQUESTS);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);
  expect(await leftBehind()).toEqual([]);
  reportAccess('pool', { requests: REQUESTS, connections: CONNECTIONS, ...counts, foreign: foreign.length });
});

/** Settings of ours that a connection still has while nobody uses it: what an operation set for itself ends with it. */
async function leftBehind(): Promise<string[]> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => poolOf(dataSource).connect()));
  try {
    const found = await Promise.all(
      clients.map((client) =>
        client.query<{ name: string }>(
          `select name from unnest('{app.organization,app.principal,app.role,app.wide,app.mask,app.denied,app.holder}'::text[]) as name
           where coalesce(current_setting(name, true), '') <> ''`,
        ),
      ),
    );
    return found.flatMap(({ rows }) => rows.map(({ name }) => name));
  } finally {
    for (const client of clients) client.release();
  }
}

it('notices a setting that was planted for a whole session, and shows nothing by it', async () => {
  const [side, other] = sides;
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => poolOf(dataSource).connect()));
  const planted = {
    organization: other.uuid,
    principal: randomUUID(),
    role: 'PROGRAM_DIRECTOR',
    wide: '8191',
    mask: '-1',
  };
  for (const [name, value] of Object.entries(planted))
    for (const client of clients) await client.query(`set app.${name} = '${value}'`);
  for (const client of clients) client.release();
  expect([...new Set(await leftBehind())].sort()).toEqual(
    Object.keys(planted)
      .map((name) => `app.${name}`)
      .sort(),
  );
  const before = foreign.length;
  for (let index = 0; index < 200; index += 1) await request(2 * index);
  expect(foreign.slice(before)).toEqual([]);
  expect(side.name).toBe('Quay');
  for (const client of await Promise.all(clients.map(() => poolOf(dataSource).connect()))) client.release(true);
  expect(await leftBehind()).toEqual([]);
  reportAccess('pool', { planted: 1 });
});
