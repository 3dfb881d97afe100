import { Client } from 'pg';
import { schemaDefinition } from '../../../src/app/features';
import { placeChanges } from '../../../src/features/exchange';
import { openDatabase } from '../../../src/platform/database/database';
import { OWNER_ROLE, RUNTIME_ROLE } from '../../../src/platform/database/roles';
import { startTestApp, type TestApp } from '../../support/app';
import { placed } from '../../support/changes';
import { aPeerGroup } from '../../support/factories/peers';
import { uuidOf } from '../../support/uuid-of';

jest.setTimeout(30_000);

const REFUSED = { code: '42501' };

let app: TestApp;
let admin: Client;
let groups: string[];

const connection = async (): Promise<Client> => {
  const client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  return client;
};

beforeAll(async () => {
  app = await startTestApp();
  admin = await connection();
  groups = await Promise.all(Array.from({ length: 4 }, async () => uuidOf(await aPeerGroup(app))));
});
afterAll(async () => {
  await admin?.end();
  await app?.stop();
});

/** Changes a group; answers with its version. */
async function change(client: Client, group = 0): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'update peer_group set version = version + 1 where id = $1 returning version',
    [groups[group]],
  );
  return rows[0]?.version ?? 0;
}

/** The end of the log. */
async function end(): Promise<string> {
  await placed(app);
  const { rows } = await admin.query<{ id: string }>('select id from change_event order by id desc limit 1');
  return rows[0]?.id ?? '';
}

/** What came behind a place: which group, and which version of it. */
async function behind(place: string): Promise<string[]> {
  const { rows } = await admin.query<{ subject_id: string; version: number }>(
    'select subject_id, version from change_event where id > $1 order by id',
    [place],
  );
  return rows.map(({ subject_id, version }) => `${groups.indexOf(subject_id)} ${version}`);
}

it('gives a change of a slow transaction its place when it can be seen, and lets nobody wait for it', async () => {
  const [slow, quick] = [await connection(), await connection()];
  const before = await end();
  await slow.query('begin');
  const older = await change(slow, 0);
  const newer = await change(quick, 1);
  const between = await end();
  expect(await behind(before)).toEqual([`1 ${newer}`]);
  await slow.query('commit');
  await placed(app);
  // Whoever has read as far as the newer one, reads on and finds the older.
  expect(await behind(between)).toEqual([`0 ${older}`]);
  await Promise.all([slow.end(), quick.end()]);
});

it('gives no place to what was undone', async () => {
  const before = await end();
  await admin.query('begin');
  await change(admin);
  await admin.query('rollback');
  await placed(app);
  expect(await behind(before)).toEqual([]);
});

it('keeps the order in which a transaction changed things, also where they are more than a batch', async () => {
  const before = await end();
  await admin.query('begin');
  const made: string[] = [];
  for (const group of [2, 0, 1, 2, 3, 0, 2]) made.push(`${group} ${await change(admin, group)}`);
  await admin.query('commit');
  await placeChanges(app.api.services.dataSource, undefined, 2);
  expect(await behind(before)).toEqual(made);
});

it('gives each change one place, however many servers place at once and writers write meanwhile', async () => {
  const servers = await Promise.all(
    [1, 2, 3].map(() => openDatabase({ url: app.databaseUrl, entities: schemaDefinition.entities, poolSize: 2 })),
  );
  const before = await end();
  const made: string[] = [];
  let isWriting = true;
  const write = async (group: number) => {
    const client = await connection();
    for (let count = 0; count < 60; count += 1) made.push(`${group} ${await change(client, group)}`);
    await client.end();
  };
  const place = async (server: (typeof servers)[number]) => {
    while (isWriting) await placeChanges(server, undefined, 3);
  };
  const placing = servers.map(place);
  await Promise.all([0, 1, 2, 3].map(write));
  isWriting = false;
  await Promise.all(placing);
  await placed(app);
  const found = await behind(before);
  expect([...found].sort()).toEqual([...made].sort());
  // Of one record, in the order in which it changed.
  for (const group of groups.keys()) {
    const versions = found.filter((one) => one.startsWith(`${group} `)).map((one) => Number(one.split(' ')[1]));
    expect(versions).toEqual([...versions].sort((one, other) => one - other));
  }
  await Promise.all(servers.map((server) => server.destroy()));
});

it('writes nothing where nothing is new', async () => {
  await placed(app);
  await admin.query('begin');
  const { rows } = await admin.query('select app.place_changes(10) as more');
  const number = await admin.query('select pg_current_xact_id_if_assigned() as xid');
  await admin.query('rollback');
  expect([rows, number.rows]).toEqual([[{ more: false }], [{ xid: null }]]);
});

it('is refused to a transaction that does not see what others have committed', async () => {
  await admin.query('begin isolation level repeatable read');
  await expect(admin.query('select app.place_changes(10)')).rejects.toThrow('reads what is committed');
  await admin.query('rollback');
});

describe.each(['change_event', 'change_inbox', 'access_told', 'access_touch'])('of %s', (table) => {
  it.each([
    [`insert into ${table} (organization_id) values (gen_random_uuid())`],
    [`update ${table} set organization_id = organization_id`],
    [`delete from ${table}`],
    [`truncate ${table}`],
  ])('the runtime role may not %s', async (statement) => {
    await admin.query('begin');
    await admin.query(`set local role ${RUNTIME_ROLE}`);
    await expect(admin.query(statement)).rejects.toMatchObject(REFUSED);
    await admin.query('rollback');
  });
});

it.each(['update change_event set version = 9', 'delete from change_event'])(
  'not even the owner may %s',
  async (statement) => {
    await end();
    await admin.query('begin');
    await admin.query(`set local role ${OWNER_ROLE}`);
    expect((await admin.query(statement)).rowCount).toBe(0);
    await admin.query('rollback');
  },
);
