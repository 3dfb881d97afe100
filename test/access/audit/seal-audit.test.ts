import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { sealAudit } from '../../../src/access/audit/seal-audit';
import { Role } from '../../../src/access/role';
import { schemaDefinition } from '../../../src/app/features';
import { type Repetition, repeat } from '../../../src/app/repeat';
import { openDatabase } from '../../../src/platform/database/database';
import { RUNTIME_ROLE } from '../../../src/platform/database/roles';
import { startTestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import { ChainedLog } from './a-chained-log';

const REFUSED = { code: '42501' };

let log: ChainedLog;
beforeEach(async () => {
  log = await ChainedLog.make(2);
});
afterEach(() => log.stop());

/** A server's connections to the log's database. */
const aServer = () => openDatabase({ url: log.url, entities: schemaDefinition.entities, poolSize: 2 });

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

it('makes one chain, however many seal at once and writers write meanwhile', async () => {
  const servers = await Promise.all([aServer(), aServer(), aServer()]);
  const writer = new Client({ connectionString: log.url });
  await writer.connect();
  const written: string[] = [];
  const write = async () => {
    for (let line = 0; line < 150; line += 1) written.push(await log.write({}, writer));
  };
  const seal = async (server: (typeof servers)[number]) => {
    while (written.length < 150) await sealAudit(server, undefined, 3);
  };
  await Promise.all([write(), ...servers.map(seal)]);
  await log.seal();
  expect((await log.sealed()).slice(2)).toEqual(written);
  expect(await log.findings()).toEqual({});
  await Promise.all([writer.end(), ...servers.map((server) => server.destroy())]);
});

it('lets what is committed wait for an older transaction that is not, so that none comes in before what is sealed', async () => {
  const before = await log.sealed();
  const slow = new Client({ connectionString: log.url });
  await slow.connect();
  await slow.query('begin');
  const older = await log.write({}, slow);
  const newer = await log.write();
  await sealAudit(log.owner);
  expect(await log.sealed()).toEqual(before);
  expect(await log.findings()).toEqual({});
  await slow.query('commit');
  await log.seal();
  expect(await log.sealed()).toEqual([...before, older, newer]);
  expect(await log.findings()).toEqual({});
  await slow.end();
});

it('seals nothing of a transaction that was undone', async () => {
  const before = await log.sealed();
  await log.sql('begin');
  await log.write();
  await log.sql('rollback');
  const newer = await log.write();
  await log.seal();
  expect(await log.sealed()).toEqual([...before, newer]);
});

it('seals the whole of a transaction that wrote more than a batch', async () => {
  await log.sql('begin');
  const written: string[] = [];
  for (let line = 0; line < 7; line += 1) written.push(await log.write());
  await log.sql('commit');
  await until(async () => {
    await sealAudit(log.owner, undefined, 2);
    return (await log.sealed()).length > 2;
  });
  expect((await log.sealed()).slice(2)).toEqual(written);
});

it('writes nothing where nothing is new', async () => {
  await log.sql('begin');
  const { rows } = await log.sql('select app.seal_audit(10) as more');
  const number = await log.sql('select pg_current_xact_id_if_assigned() as xid');
  await log.sql('rollback');
  expect([rows, number.rows]).toEqual([[{ more: false }], [{ xid: null }]]);
});

it('goes on where the database was restored on a server whose transactions have lower numbers', async () => {
  // As the other server has left it, whose number was 1.
  await log.sql(`truncate audit_seal, audit_head;
    update audit_event set xid = (xid::text::bigint + 1000000000000)::text::xid8`);
  const { rows: here } = await log.sql('select server from audit_horizon');
  await log.sql("update audit_horizon set sealed_below = '1000000000000', server = 1");
  const restored = await log.sql('select id from audit_event where organization_id = $1 order by xid, id', [
    log.harbor,
  ]);
  const newer = await log.write();
  await log.seal();
  expect(await log.sealed()).toEqual([...restored.rows.map(({ id }) => id), newer]);
  expect((await log.sql('select server from audit_horizon')).rows).toEqual(here);
  const last = await log.write();
  await log.seal();
  expect((await log.sealed()).slice(2)).toEqual([newer, last]);
  expect(await log.findings()).toEqual({});
  // And where the numbers come by what is sealed already, it is passed by.
  await log.sql("update audit_horizon set sealed_below = '0'");
  await log.sql(`update audit_event set xid = '3' where id = $1`, [await log.write()]);
  await sealAudit(log.owner, undefined, 1);
  expect(await log.sealed()).toHaveLength(5);
});

describe('the runtime role', () => {
  const TABLES = ['audit_event', 'audit_seal', 'audit_head', 'audit_horizon'];
  const asRuntime = async (statement: string) => {
    await log.sql('begin');
    await log.sql(`set local role ${RUNTIME_ROLE}`);
    await log.sql("select set_config('app.organization', $1, true), set_config('app.principal', $1, true)", [
      log.harbor,
    ]);
    try {
      return await log.sql(statement);
    } finally {
      await log.sql('rollback');
    }
  };

  it.each(TABLES)('can neither read, change, delete nor empty %s', async (table) => {
    for (const statement of [
      `select from ${table}`,
      `update ${table} set ${table === 'audit_horizon' ? 'server = 1' : 'organization_id = organization_id'}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(asRuntime(statement)).rejects.toMatchObject(REFUSED);
      await log.sql(`grant all on ${table} to ${RUNTIME_ROLE}`);
      await expect(asRuntime(statement)).resolves.toBeDefined();
      await log.sql(`revoke all on ${table} from ${RUNTIME_ROLE}`);
    }
  });

  const LINE = 'organization_id, id, at, principal_id, role, kind, subject_type, subject_id, request_id';
  const VALUES = ["'0198c2a4-7d3e-7b11-8c55-000000000001'", 'gen_random_uuid()', 'now()'].join(', ');
  const insert = (more: readonly [string, string]) =>
    `insert into audit_event (${LINE}${more[0]})
     values (${VALUES}, '0198c2a4-7d3e-7b11-8c55-000000000001', 'INTAKE', 'x', 'x', gen_random_uuid(), 'x'${more[1]})`;

  it('writes a line, and cannot say in which transaction', async () => {
    await expect(asRuntime(insert(['', '']))).resolves.toMatchObject({ rowCount: 1 });
    await expect(asRuntime(insert([', xid', ", '3'"]))).rejects.toMatchObject(REFUSED);
  });

  it('seals, though it could not by itself', async () => {
    await expect(asRuntime('select app.seal_audit(10)')).resolves.toMatchObject({ rowCount: 1 });
    await expect(asRuntime('select app.audit_hash(null, null)')).rejects.toMatchObject(REFUSED);
  });
});

it('leaves even the owner no way to change a line or a seal', async () => {
  for (const table of ['audit_event', 'audit_seal']) {
    expect(await log.owner.query(`with gone as (delete from ${table} returning 1) select from gone`)).toEqual([]);
    expect(
      await log.owner.query(
        `with other as (update ${table} set organization_id = organization_id returning 1) select from other`,
      ),
    ).toEqual([]);
  }
  expect(await log.sealed()).toHaveLength(2);
});

it('is refused in a transaction that sees only what was there when it began', async () => {
  await expect(
    log.owner.transaction('REPEATABLE READ', (manager) => manager.query('select app.seal_audit(10)')),
  ).rejects.toThrow('reads what is committed');
});

describe('a sealer at work', () => {
  let sealer: Repetition | undefined;
  afterEach(() => sealer?.stop());

  it('tells of a failure once, and goes on when it can', async () => {
    const server = await aServer();
    const failures: unknown[] = [];
    await log.sql('revoke execute on function app.seal_audit from alongside_runtime');
    sealer = repeat(
      5,
      () => sealAudit(server),
      (error) => failures.push(error),
    );
    await until(async () => failures.length > 0);
    await sleep(50);
    expect(failures).toEqual([expect.objectContaining(REFUSED)]);
    await log.sql('grant execute on function app.seal_audit to alongside_runtime');
    await log.write();
    await until(async () => (await log.sealed()).length === 3);
    await log.sql('revoke execute on function app.seal_audit from alongside_runtime');
    await until(async () => failures.length === 2);
    await sealer.stop();
    await server.destroy();
  });

  it('is at work in the server', async () => {
    const app = await startTestApp();
    try {
      await aPatient(app);
      const count = () =>
        asAdmin(app.databaseUrl, async (admin) => {
          const { rows } = await admin.query(
            'select (select count(*)::int from audit_event) as events, (select count(*)::int from audit_seal) as seals',
          );
          return rows[0];
        });
      expect((await count()).events).toBeGreaterThan(0);
      await app.as(Role.INTAKE).data('{ viewer { role } }');
      await until(async () => {
        const { events, seals } = await count();
        return events === seals;
      });
    } finally {
      await app.stop();
    }
  });
});
