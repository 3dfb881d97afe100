import { Pool, types } from 'pg';
import { prepareValue } from 'pg/lib/utils';
import { Batch } from '../../src/access/batch';
import { createTestDatabase } from '../support/database';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  // The types of the driver do not know this option yet.
  pool = new Pool({ connectionString: database.url, max: 1, pipeline: true } as object);
  await pool.query('create table written (n int primary key)');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

interface Asked {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
}

/** Sends a batch on the one connection. @returns how each of its statements ended, and how all of them together */
async function send(...asked: Asked[]) {
  const client = await pool.connect();
  try {
    const batch = new Batch(
      asked.map(({ text, values = [], name }) => ({ text, values: values.map(prepareValue), name })),
    );
    client.query(batch);
    const [results, [done]] = await Promise.all([Promise.allSettled(batch.results), Promise.allSettled([batch.done])]);
    const ends = results.map((result) =>
      result.status === 'fulfilled' ? result.value : String(result.reason.message),
    );
    return { ends, isDone: done?.status === 'fulfilled' };
  } finally {
    client.release();
  }
}

const writing = (n: number, name?: string): Asked => ({
  text: 'insert into written values ($1)',
  values: [n],
  ...(name === undefined ? {} : { name }),
});

async function written(): Promise<unknown> {
  return (await pool.query('select array_agg(n order by n) as all from written')).rows[0]?.all;
}

beforeEach(() => pool.query('truncate written'));

it('answers each statement in its turn, with the values of its columns', async () => {
  const { ends, isDone } = await send(
    { text: 'select $1::int as n, null::text as nothing, true as sure', values: [7] },
    writing(1),
    { text: "select array['a', null] as letters, '{\"a\":1}'::jsonb as json where $1", values: [true] },
    { text: 'select 1 as n where false' },
  );
  expect(ends).toEqual([
    { command: 'SELECT', rows: [{ n: 7, nothing: null, sure: true }] },
    { command: 'INSERT', rows: [] },
    { command: 'SELECT', rows: [{ letters: ['a', null], json: { a: 1 } }] },
    { command: 'SELECT', rows: [] },
  ]);
  expect(isDone).toBe(true);
});

it('is one transaction: of a statement that fails, nothing before it lasts and nothing after it begins', async () => {
  const { ends, isDone } = await send(writing(1), { text: 'select 1 / $1::int as n', values: [0] }, writing(2));
  expect(ends).toEqual([{ command: 'INSERT', rows: [] }, 'division by zero', 'division by zero']);
  expect(isDone).toBe(false);
  expect(await written()).toBeNull();
});

it('prepares a named statement once, and again when it was passed over', async () => {
  await send({ text: 'select 1 / 0' }, writing(1, 'writing'));
  expect((await send(writing(2, 'writing'), writing(3, 'writing'))).isDone).toBe(true);
  expect((await send(writing(4, 'writing'))).isDone).toBe(true);
  expect(await written()).toEqual([2, 3, 4]);
});

it('asks once what the columns of a prepared statement are, and knows them from then on', async () => {
  const asked = (n: number): Asked => ({ text: 'select $1::int as n, true as sure', values: [n], name: 'known' });
  const row = (n: number) => ({ command: 'SELECT', rows: [{ n, sure: true }] });
  expect((await send(asked(1))).ends).toEqual([row(1)]);
  const described = await describedDuring(async () => {
    expect((await send(asked(2), { text: 'select 7 as other' }, asked(3))).ends).toEqual([
      row(2),
      { command: 'SELECT', rows: [{ other: 7 }] },
      row(3),
    ]);
  });
  // Of the statement without a name.
  expect(described).toBe(1);
});

it('asks again after a first time that failed', async () => {
  const divided = (by: number): Asked => ({ text: 'select 6 / $1::int as n', values: [by], name: 'divided' });
  expect((await send(divided(0))).ends).toEqual(['division by zero']);
  expect((await send(divided(2))).ends).toEqual([{ command: 'SELECT', rows: [{ n: 3 }] }]);
});

/** How often the one connection asked for columns meanwhile. */
async function describedDuring(work: () => Promise<void>): Promise<number> {
  const client = await pool.connect();
  client.release();
  const { connection } = client as unknown as { connection: { describe(message: unknown): void } };
  const spy = jest.spyOn(connection, 'describe');
  try {
    await work();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

it('tells of a row that cannot be read, and goes on', async () => {
  types.setTypeParser(types.builtins.MACADDR, () => {
    throw new Error('no such address');
  });
  const { ends, isDone } = await send(
    { text: "select '08:00:2b:01:02:03'::macaddr as address" },
    { text: 'select 1 as n' },
    { text: '' },
  );
  expect(ends).toEqual(['no such address', { command: 'SELECT', rows: [{ n: 1 }] }, { command: '', rows: [] }]);
  expect(isDone).toBe(true);
});
