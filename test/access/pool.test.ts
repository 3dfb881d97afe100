import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Role } from '../../src/access/role';
import { poolState } from '../../src/platform/database/database';
import { newId, toGlobalId } from '../../src/platform/graphql/ids';
import { type Answer, type Caller, startTestApp, type TestApp, type TestOrganization } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';

const DEEP = `query ($id: ID!) { patients(first: 5) { totalCount nodes { id preferredName identity { fullName }
  careTeam { clinician { displayName caseload { nodes { id preferredName careTeam { clinician { displayName } } } } } } } } own: patient(id: $id) { preferredName } }`;
// The one field fails and takes the whole answer with it, while the other still reads.
const TEAM = 'careTeam { clinician { displayName caseload(first: 2) { nodes { preferredName';
const BREAKS = `query { broken: patients(after: "no cursor") { nodes { id } } ${['a', 'b', 'c']
  .map((name) => `${name}: patients(first: 3) { nodes { preferredName ${TEAM} ${TEAM} ${'}'.repeat(10)}`)
  .join(' ')} }`;

let app: TestApp;
let sides: Side[];

/** One organization's people, and what betrays it. */
interface Side {
  readonly name: string;
  readonly patientId: string;
  readonly director: Caller;
  readonly intake: Caller;
  readonly clinician: Caller;
  readonly stranger: Caller;
}

async function sideOf(organization: TestOrganization, name: string): Promise<Side> {
  const clinicianId = await aClinician(app, { organization, displayName: `${name} Clinician` });
  const named = { organization, preferredName: `${name}y`, familyName: `${name}son`, careTeam: [clinicianId] };
  const [patientId = ''] = [await aPatient(app, named), await aPatient(app, named)];
  return {
    name,
    patientId,
    director: app.as(Role.PROGRAM_DIRECTOR, { organization }),
    intake: app.as(Role.INTAKE, { organization }),
    clinician: await app.asClinician(clinicianId, organization),
    stranger: app.as(Role.EHR_SYSTEM, { organization, subject: 'nobody knows' }),
  };
}

beforeAll(async () => {
  app = await startTestApp();
  sides = [await sideOf(app.harbor, 'Quay'), await sideOf(app.meadow, 'Clover')];
});
afterAll(() => app.stop());

const pool = (): Pool => (app.api.services.dataSource.driver as unknown as { master: Pool }).master;

/** Settings of ours that a connection of the pool still has while nobody uses it. */
async function leftBehind(): Promise<string[]> {
  const clients = await Promise.all(Array.from({ length: pool().totalCount }, () => pool().connect()));
  try {
    const found: string[] = [];
    for (const client of clients) {
      const { rows } = await client.query<{ name: string; value: string | null }>(
        "select name, current_setting(name, true) as value from unnest(array['app.organization', 'app.principal', 'app.role', 'app.wide']) as name",
      );
      found.push(...rows.flatMap(({ name, value }) => (value ? [name] : [])));
    }
    return found;
  } finally {
    for (const client of clients) client.release();
  }
}

/** Every connection is back: none was kept by an operation that is over. */
async function settled(attempts = 100): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { total, idle, waiting } = poolState(app.api.services.dataSource);
    if (idle === total && waiting === 0) return;
    await sleep(20);
  }
  throw new Error(`Connections were kept: ${JSON.stringify(poolState(app.api.services.dataSource))}`);
}

const DISCHARGE = 'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }';
const CONNECT = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }';
const REVISE =
  'mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { ... on RevisePatientPayload { patient { preferredName } } ... on VersionConflict { currentVersion } } }';

/** What a busy moment brings: answers, refusals, failures of every kind. */
const KINDS: ((side: Side, other: Side) => Promise<Answer>)[] = [
  ({ director, patientId }) => director.send(DEEP, { id: patientId }),
  ({ clinician, patientId }) => clinician.send(DEEP, { id: patientId }),
  ({ clinician }, other) => clinician.send(DEEP, { id: other.patientId }),
  ({ director }) => director.send(BREAKS),
  ({ stranger, patientId }) => stranger.send(DEEP, { id: patientId }),
  ({ director }) => director.send('{ patients(first: 1000) { nodes { id } } }'),
  ({ director }, other) =>
    director.send(DISCHARGE, { input: { patientId: other.patientId, expectedVersion: 1, as: 'COMPLETED' } }),
  ({ intake, patientId }) => intake.send(REVISE, { input: { patientId, expectedVersion: 1, pronouns: 'they' } }),
  ({ intake, patientId }) =>
    intake.send(CONNECT, { input: { issuer: 'urn:issuer', subject: 'one for all', holderId: patientId } }),
  ({ intake }) =>
    intake.send(CONNECT, { input: { issuer: 'urn:issuer', subject: 'x', holderId: toGlobalId('patient', newId()) } }),
];

it('shows no row of another organization among hundreds of mixed requests at once, many of which fail', async () => {
  const codes = new Set<string>();
  for (let wave = 0; wave < 8; wave += 1) {
    const asked = Array.from({ length: KINDS.length * 4 }, async (_, index) => {
      const [side, other] = index % 2 === 0 ? sides : [...sides].reverse();
      const kind = KINDS[Math.floor(index / 2) % KINDS.length];
      if (!side || !other || !kind) throw new Error('There is nobody to ask.');
      const answer = await kind(side, other);
      expect(answer.text).not.toContain(other.name);
      for (const { extensions } of answer.errors ?? []) codes.add(extensions.code);
    });
    await Promise.all(asked);
  }
  expect([...codes].sort()).toEqual(['BAD_USER_INPUT', 'CONFLICT', 'NOT_FOUND', 'UNAUTHENTICATED']);
  await settled();
  expect(await leftBehind()).toEqual([]);
});

it('keeps no connection of operations whose answer left before they had read everything', async () => {
  const [side] = sides;
  for (let attempt = 0; attempt < 25; attempt += 1) {
    const { data, errors } = (await side?.director.send(BREAKS)) ?? {};
    expect([data, errors?.length]).toEqual([null, 1]);
  }
  await settled();
});

it('keeps no connection of callers who leave before they are answered', async () => {
  const token = await app.issuer.sign({
    subject: 'leaver',
    organizationId: app.harbor.uuid,
    role: Role.PROGRAM_DIRECTOR,
  });
  await Promise.all(
    Array.from({ length: 25 }, async (_, index) => {
      const leaving = AbortSignal.timeout(1 + index);
      const body = JSON.stringify({ query: DEEP, variables: { id: sides[0]?.patientId } });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      await fetch(`${app.api.url}/graphql`, { method: 'POST', headers, body, signal: leaving }).catch(() => undefined);
    }),
  );
  await settled();
  expect(await leftBehind()).toEqual([]);
});

it('goes on after the database has ended its connections', async () => {
  const [side] = sides;
  const asking = Array.from({ length: 30 }, () => side?.director.send(DEEP, { id: side.patientId }));
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ),
  );
  for (const answer of await Promise.all(asking)) {
    for (const { extensions } of answer?.errors ?? []) expect(extensions.code).toBe('UNAVAILABLE');
  }
  await settled();
  expect((await side?.director.send(DEEP, { id: side.patientId }))?.errors).toBeUndefined();
});

it('goes on when a connection breaks in the moment in which it is lent', async () => {
  const broke = await new Promise<boolean>((resolve, reject) => {
    pool().connect((error, client, release) => {
      if (error || !client) return reject(error);
      // Without somebody who listens, this throws.
      resolve(client.emit('error', new Error('broken as it was lent')));
      release(true);
    });
  });
  expect(broke).toBe(true);
  await settled();
});

it('would notice a connection that is kept', async () => {
  const kept = await pool().connect();
  await expect(settled(3)).rejects.toThrow('Connections were kept');
  kept.release();
  await settled();
});

it('would notice a setting that outlives its operation', async () => {
  await Promise.all(Array.from({ length: 3 }, () => sides[0]?.director.send('{ viewer { role } }')));
  expect(await leftBehind()).toEqual([]);
  const client = await pool().connect();
  await client.query(`set app.organization = '${app.harbor.uuid}'`);
  client.release();
  expect(await leftBehind()).toEqual(['app.organization']);
  await pool().query('reset app.organization');
});
