import { Client } from 'pg';
import PgBoss from 'pg-boss';
import { RUNTIME_ROLE } from '../../../src/platform/database/roles';
import { Jobs } from '../../../src/platform/jobs/jobs';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const QUEUE = 'award-milestones';
const one = { key: 'a', data: { patientId: 'a' } };

let database: TestDatabase;
let admin: Client;
let jobs: Jobs;
let failures: unknown[];

beforeEach(async () => {
  database = await createTestDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
  failures = [];
  jobs = await Jobs.open(database.url, (error) => failures.push(error));
});
afterEach(async () => {
  await jobs?.stop();
  await admin?.end();
  await database?.drop();
});

/** What is written of jobs, as the superuser sees it. */
const written = async () => (await admin.query('select state, retry_count, data from jobs.job')).rows;

it('does what waits, once', async () => {
  const done: string[] = [];
  await jobs.add(QUEUE, [one, { key: 'b', data: { patientId: 'b' } }]);
  for (const _ of ['first', 'again']) await jobs.work(QUEUE, async ({ patientId = '' }) => void done.push(patientId));
  expect(done.sort()).toEqual(['a', 'b']);
  expect(await written()).toMatchObject([{ state: 'completed' }, { state: 'completed' }]);
});

it('lets one of the same wait, whoever asks for it and however often', async () => {
  const other = await Jobs.open(database.url, () => undefined);
  try {
    await Promise.all([jobs.add(QUEUE, [one, one]), other.add(QUEUE, [one]), jobs.add(QUEUE, [])]);
    expect(await written()).toHaveLength(1);
  } finally {
    await other.stop();
  }
});

it('gives a job to one of two servers', async () => {
  const other = await Jobs.open(database.url, () => undefined);
  const done: string[] = [];
  try {
    const keys = Array.from({ length: 50 }, (_, index) => `patient ${index}`);
    await jobs.add(
      QUEUE,
      keys.map((key) => ({ key, data: { key } })),
    );
    await Promise.all([jobs, other].map((server) => server.work(QUEUE, async ({ key = '' }) => void done.push(key))));
    expect(done.sort()).toEqual(keys.sort());
  } finally {
    await other.stop();
  }
});

it('tries again later what failed, tells of it, and keeps none of its words', async () => {
  await jobs.add(QUEUE, [one]);
  const attempt = () =>
    jobs.work(QUEUE, async () => {
      throw new Error('Robin Example');
    });
  await attempt();
  await attempt();
  expect(failures).toEqual([new Error('Robin Example')]);
  expect(await written()).toEqual([{ state: 'retry', retry_count: 0, data: one.data }]);
  expect((await admin.query("select from jobs.job where job::text like '%Robin%'")).rowCount).toBe(0);
  await admin.query('update jobs.job set start_after = now()');
  await jobs.work(QUEUE, async () => undefined);
  expect(await written()).toMatchObject([{ state: 'completed', retry_count: 1 }]);
});

it('comes back from a server that crashed over it', async () => {
  await jobs.add(QUEUE, [one]);
  // A server that takes it and is never heard of again.
  void jobs.work(QUEUE, () => new Promise(() => undefined));
  while ((await written())[0]?.state !== 'active') await new Promise((resolve) => setTimeout(resolve, 20));
  await admin.query("update jobs.job set started_on = now() - interval '2 minutes'");
  const next = await Jobs.open(database.url, () => undefined, { maintenanceSeconds: 1 });
  const done: unknown[] = [];
  try {
    for (let turn = 0; turn < 100 && done.length === 0; turn += 1) {
      await admin.query("update jobs.job set start_after = now() where state = 'retry'");
      await next.work(QUEUE, async (data) => void done.push(data));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(done).toEqual([one.data]);
  } finally {
    await next.stop();
  }
});

it('clears away what is done, by what the runtime role may do', async () => {
  await jobs.add(QUEUE, [one]);
  await jobs.work(QUEUE, async () => undefined);
  await admin.query("update jobs.job set completed_on = now() - interval '1 day'");
  const next = await Jobs.open(database.url, (error) => failures.push(error), { maintenanceSeconds: 1 });
  try {
    for (let turn = 0; turn < 100 && (await written()).length > 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await written()).toEqual([]);
    expect(failures).toEqual([]);
  } finally {
    await next.stop();
  }
});

it('makes no table and no queue while it runs', async () => {
  await jobs.add('another-queue', [one]);
  expect(await written()).toEqual([]);
  await admin.query(`set role ${RUNTIME_ROLE}`);
  for (const statement of [
    "select jobs.create_queue('another-queue', '{}')",
    "select jobs.delete_queue('award-milestones')",
    'create table jobs.stray (id int)',
    'truncate jobs.job',
    "update jobs.queue set policy = 'standard'",
    'select from jobs.schedule',
  ])
    await expect(admin.query(statement)).rejects.toMatchObject({ code: '42501' });
});

it('is refused over a database whose tables are of another version', async () => {
  await admin.query('update jobs.version set version = version - 1');
  await expect(Jobs.open(database.url, () => undefined)).rejects.toThrow('requires migrations');
});

/** Everything that is made in a schema, as if it were called jobs. The partitions of queues are left out. */
const madeIn = async (schema: string): Promise<string[]> => {
  const { rows } = await admin.query<{ line: string }>(
    `with tables as (select oid, relname from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p') and not relispartition)
     select concat_ws(' ', 'column', relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)) as line
       from tables join pg_attribute a on attrelid = tables.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
       where attnum > 0 and not attisdropped
     union all select concat_ws(' ', 'constraint', relname, pg_get_constraintdef(c.oid)) from tables join pg_constraint c on conrelid = tables.oid
     union all select concat_ws(' ', 'index', pg_get_indexdef(indexrelid)) from tables join pg_index on indrelid = tables.oid
     union all select regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') from pg_proc where pronamespace = $1::regnamespace`,
    [schema],
  );
  return rows.map(({ line }) => line.replaceAll(`${schema}.`, 'jobs.')).sort();
};

it('stands on the tables that the installed pg-boss wants', async () => {
  await admin.query(PgBoss.getConstructionPlans('wanted'));
  const wanted = await madeIn('wanted');
  expect(wanted.length).toBeGreaterThan(60);
  expect(await madeIn('jobs')).toEqual(wanted);
});

it('is seen by nobody who asks', async () => {
  await jobs.add(QUEUE, [one]);
  await admin.query(`set role ${RUNTIME_ROLE}`);
  const seen = async () => (await admin.query('select from jobs.job')).rowCount;
  expect(await seen()).toBe(1);
  await admin.query('begin');
  await admin.query("select app.enter_job('0198c2a4-7d3e-7b11-8c55-0242ac120002')");
  expect(await seen()).toBe(0);
  await admin.query('rollback');
  // A partition by its own name is nobody's.
  const { rows } = await admin.query<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c where relnamespace = 'jobs'::regnamespace and relispartition and relkind = 'r'",
  );
  expect(rows).toHaveLength(1);
  await expect(admin.query(`select from ${rows[0]?.name}`)).rejects.toMatchObject({ code: '42501' });
});
