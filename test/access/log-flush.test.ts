import type { DataSource } from 'typeorm';
import { LogFlush } from '../../src/access/log-flush';
import { schemaDefinition } from '../../src/app/features';
import { openDatabase, poolOf } from '../../src/platform/database/database';
import { asAdmin, createTestDatabase, type TestDatabase } from '../support/database';
import { aStallingLine } from '../support/stalling-line';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  const { pathname } = new URL(database.url);
  await asAdmin(database.url, async (admin) => {
    await admin.query('create table written (); grant insert on written to public');
    // The server of the tests waits for no disk.
    await admin.query(`alter database ${pathname.slice(1)} set synchronous_commit = on`);
  });
});
beforeEach(async () => {
  dataSource = await openDatabase({ url: database.url, entities: schemaDefinition.entities });
});
afterEach(async () => {
  if (dataSource.isInitialized) await dataSource.destroy();
});
afterAll(() => database?.drop());

/** Commits without waiting. @returns the place in the log behind it */
async function commitUnflushed(): Promise<string> {
  const client = await poolOf(dataSource).connect();
  try {
    await client.query('begin');
    await client.query("set local synchronous_commit = 'off'");
    await client.query('insert into written default values');
    await client.query('commit');
    return (await client.query('select pg_current_wal_insert_lsn()::text as place')).rows[0].place;
  } finally {
    client.release();
  }
}

it('has on disk what was committed before it was asked', async () => {
  const flush = new LogFlush(dataSource);
  for (let round = 0; round < 50; round++) {
    const place = await commitUnflushed();
    await flush.after();
    const [row]: { is_flushed: boolean }[] = await dataSource.query(
      'select pg_current_wal_flush_lsn() >= $1::pg_lsn as is_flushed',
      [place],
    );
    expect(row?.is_flushed).toBe(true);
  }
});

it('is one for all who ask while another is under way, and that other is none of theirs', async () => {
  const flush = new LogFlush(dataSource);
  const first = flush.after();
  await Promise.resolve();
  await Promise.resolve();
  const second = flush.after();
  expect(second).not.toBe(first);
  expect(flush.after()).toBe(second);
  await Promise.all([first, second]);
  const third = flush.after();
  expect(third).not.toBe(second);
  await third;
});

it('does not wait for ever on a connection that answers no more, and goes on with another', async () => {
  const line = await aStallingLine(database.url);
  const behindIt = await openDatabase({ url: line.url, entities: schemaDefinition.entities });
  try {
    const flush = new LogFlush(behindIt, 300);
    await flush.after();
    line.stall();
    const failed = flush.after();
    await Promise.resolve();
    await Promise.resolve();
    const queued = flush.after();
    expect(queued).not.toBe(failed);
    const outcomes = await Promise.allSettled([failed, queued]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  } finally {
    await behindIt.destroy();
    await line.close();
  }
});

it('says so when it does not know, and tries anew for whoever asks next', async () => {
  const flush = new LogFlush(dataSource);
  await asAdmin(database.url, (admin) =>
    admin
      .query('revoke execute on function pg_logical_emit_message(boolean, text, text, boolean) from public')
      .catch(() => admin.query('revoke execute on function pg_logical_emit_message(boolean, text, text) from public')),
  );
  const failed = [flush.after(), flush.after()];
  expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await asAdmin(database.url, (admin) => admin.query('grant execute on all functions in schema pg_catalog to public'));
  await expect(flush.after()).resolves.toBeUndefined();
});
