import { AUDIT_COLUMNS, type AuditLine, hashAfter } from '../../../src/access/audit/audit-line';
import type { Finding } from '../../../src/access/audit/verify-chain';
import { newId } from '../../../src/platform/graphql/ids';
import { ChainedLog } from './a-chained-log';

let log: ChainedLog;
beforeEach(async () => {
  log = await ChainedLog.make();
});
afterEach(() => log.stop());

const HARBORS = "organization_id = '0198c2a4-7d3e-7b11-8c55-000000000001'";
/** The id of harbor's event at a place in the chain. */
const at = (seq: number) => `(select event_id from audit_seal where ${HARBORS} and seq = ${seq})`;

it('finds an honest log whole, and says where each chain ends', async () => {
  const { chains, lost } = await log.verify();
  const { rows } = await log.sql(
    'select organization_id as "organizationId", seq::int, hash from audit_head order by 1',
  );
  expect(chains).toEqual(rows.map(({ organizationId, ...head }) => ({ organizationId, head, finding: undefined })));
  expect(rows.map(({ seq }) => seq)).toEqual([6, 6]);
  expect(lost).toEqual([]);
});

it.each([
  ['at', "at + interval '1 microsecond'"],
  ['principal_id', 'gen_random_uuid()'],
  ['role', "'CLINICIAN'"],
  ['kind', "kind || ' '"],
  ['subject_type', "''"],
  ['subject_id', 'gen_random_uuid()'],
  ['patient_id', 'gen_random_uuid()'],
  ['patient_ids', 'array[gen_random_uuid()]'],
  ['patient_ids', "'{}'"],
  ['reason', "''"],
  ['request_id', "'other'"],
])('finds the row whose %s was changed', async (column, value) => {
  const events = await log.sealed();
  const damage = (seq: number) => log.sql(`update audit_event set ${column} = ${value} where id = ${at(seq)}`);
  await damage(6);
  expect(await log.findings()).toEqual({ harbor: { fault: 'changed', seq: 6, eventId: events[5] } });
  await damage(3);
  expect(await log.findings()).toEqual({ harbor: { fault: 'changed', seq: 3, eventId: events[2] } });
});

/** What a superuser may do, and the first bad row. */
const DAMAGE: [string, string, Omit<Finding, 'eventId'>, (events: readonly string[]) => string | undefined][] = [
  [
    'a deleted event',
    `delete from audit_event where id = ${at(4)}`,
    { fault: 'missing', seq: 4 },
    (events) => events[3],
  ],
  [
    'an event under another id',
    `update audit_event set id = gen_random_uuid() where id = ${at(4)}`,
    { fault: 'missing', seq: 4 },
    (events) => events[3],
  ],
  [
    'an event that was given to another organization',
    `update audit_event set organization_id = '0198c2a4-7d3e-7b11-8c55-000000000002' where id = ${at(4)}`,
    { fault: 'missing', seq: 4 },
    (events) => events[3],
  ],
  [
    'the number of a transaction that was changed',
    `update audit_event set xid = '18446744073709551614' where id = ${at(2)}`,
    { fault: 'outOfOrder', seq: 2 },
    (events) => events[1],
  ],
  [
    'two events that changed places',
    `create temp table two as select ${at(2)} as a, ${at(5)} as b;
     update audit_event set id = '0198c2a4-7d3e-7b11-8c55-0000000000ff' where id = (select a from two);
     update audit_event set id = (select a from two) where id = (select b from two);
     update audit_event set id = (select b from two) where id = '0198c2a4-7d3e-7b11-8c55-0000000000ff'`,
    { fault: 'outOfOrder', seq: 2 },
    (events) => events[1],
  ],
  [
    'two seals that changed places',
    `update audit_seal set seq = 99 where ${HARBORS} and seq = 3; update audit_seal set seq = 3 where ${HARBORS} and seq = 4;
     update audit_seal set seq = 4 where ${HARBORS} and seq = 99`,
    { fault: 'outOfOrder', seq: 3 },
    (events) => events[3],
  ],
  [
    'a deleted seal',
    `delete from audit_seal where ${HARBORS} and seq = 3`,
    { fault: 'sealMissing', seq: 3 },
    () => undefined,
  ],
  [
    'a seal whose hash was changed',
    `update audit_seal set hash = sha256('x') where ${HARBORS} and seq = 3`,
    { fault: 'sealDiffers', seq: 3 },
    (events) => events[2],
  ],
  [
    'the last seal, with another hash',
    `update audit_seal set hash = sha256('x') where ${HARBORS} and seq = 6`,
    { fault: 'sealDiffers', seq: 6 },
    (events) => events[5],
  ],
  [
    'an event that was changed together with the hash of its seal',
    `update audit_event set role = 'OTHER' where id = ${at(3)};
     update audit_seal s set hash = app.audit_hash((select hash from audit_seal p where p.${HARBORS} and p.seq = 2), e)
     from audit_event e where s.${HARBORS} and s.seq = 3 and e.id = s.event_id`,
    { fault: 'changed', seq: 4 },
    (events) => events[3],
  ],
  [
    'the last event, changed together with the hash of its seal',
    `update audit_event set role = 'OTHER' where id = ${at(6)};
     update audit_seal s set hash = app.audit_hash((select hash from audit_seal p where p.${HARBORS} and p.seq = 5), e)
     from audit_event e where s.${HARBORS} and s.seq = 6 and e.id = s.event_id`,
    { fault: 'headDiffers', seq: 6 },
    (events) => events[5],
  ],
  [
    'an event and two seals that were changed',
    `update audit_event set role = 'OTHER' where id = ${at(3)};
     update audit_seal set hash = sha256('x') where ${HARBORS} and seq in (3, 4)`,
    { fault: 'unclear', seq: 3 },
    (events) => events[2],
  ],
  [
    'a tail that was cut off both tables',
    `delete from audit_event where id in (${at(5)}, ${at(6)}); delete from audit_seal where ${HARBORS} and seq > 4`,
    { fault: 'sealMissing', seq: 5 },
    () => undefined,
  ],
  [
    'a head that was set back',
    `update audit_head h set seq = 4, hash = s.hash from audit_seal s where h.${HARBORS} and s.${HARBORS} and s.seq = 4`,
    { fault: 'beyondHead', seq: 5 },
    (events) => events[4],
  ],
  [
    'a head that was taken away',
    `delete from audit_head where ${HARBORS}`,
    { fault: 'beyondHead', seq: 1 },
    (events) => events[0],
  ],
];

it.each(DAMAGE)('finds %s at its row', async (_, damage, finding, eventOf) => {
  const events = await log.sealed();
  await log.sql(damage);
  const eventId = eventOf(events);
  const found = { harbor: eventId === undefined ? finding : { ...finding, eventId } };
  expect(await log.findings()).toMatchObject(found);
  // The sealer goes on from the head that it left, where it can, and mends nothing.
  await log.write();
  await log.seal().catch(() => undefined);
  const seq = finding.fault === 'headDiffers' ? 7 : finding.seq;
  expect((await log.findings()).harbor).toMatchObject({ seq });
});

it('finds what was emptied, from the first row on', async () => {
  const [first] = await log.sealed();
  await log.sql('truncate audit_event');
  expect(await log.findings()).toMatchObject({ harbor: { fault: 'missing', seq: 1, eventId: first } });
  await log.sql('truncate audit_seal');
  const nothing = { fault: 'sealMissing', seq: 1 };
  expect(await log.findings()).toEqual({ harbor: nothing, meadow: nothing });
});

it('finds an event that was inserted among older ones', async () => {
  const { rows } = await log.sql(`select xid from audit_event where id = ${at(3)}`);
  const forged = await log.write({ xid: rows[0].xid });
  for (const _ of [1, 2]) {
    expect(await log.findings()).toEqual({ harbor: { fault: 'inserted', eventId: forged } });
    await log.seal();
  }
});

it('finds an event of a transaction that has not begun', async () => {
  const forged = await log.write({ xid: '999999999999' });
  await log.seal();
  expect(await log.findings()).toEqual({ harbor: { fault: 'notBegun', eventId: forged } });
});

it('lets a new event wait for its seal', async () => {
  await log.write();
  expect(await log.findings()).toEqual({});
});

describe('the heads that were kept', () => {
  const REBUILD = `truncate audit_seal, audit_head; update audit_horizon set sealed_below = '0'`;

  it('are in the chains as long as these only grow', async () => {
    const heads = await log.heads();
    expect(heads.map(({ seq }) => seq)).toEqual([6, 6]);
    await log.write();
    await log.seal();
    expect((await log.verify(heads)).lost).toEqual([]);
  });

  it.each([
    [
      'a tail that was cut off, with the head set back',
      `
      delete from audit_event where id in (${at(5)}, ${at(6)}); delete from audit_seal where ${HARBORS} and seq > 4;
      update audit_head h set seq = 4, hash = s.hash from audit_seal s where h.${HARBORS} and s.${HARBORS} and s.seq = 4`,
      1,
    ],
    [
      'a chain that was rebuilt over a changed event',
      `update audit_event set role = 'OTHER' where id = ${at(2)}; ${REBUILD}`,
      1,
    ],
    ['a chain that was rebuilt without an event', `delete from audit_event where id = ${at(2)}; ${REBUILD}`, 1],
    ['a log that was emptied with everything about it', `truncate audit_event; ${REBUILD}`, 2],
  ])('show %s', async (_, damage, count) => {
    const heads = await log.heads();
    await log.sql(damage);
    await log.seal();
    const { chains, lost } = await log.verify(heads);
    // Nothing in the database itself tells.
    expect(chains.filter(({ finding }) => finding)).toEqual([]);
    expect(lost).toEqual(heads.slice(0, count));
  });
});

it('reads a chain that is longer than what is read at once, and finds the row after the seam', async () => {
  await log.sql(`insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, request_id)
    select organization_id, gen_random_uuid(), at, principal_id, role, kind, subject_type, subject_id, request_id
    from (select * from audit_event where id = ${at(1)}) e, generate_series(1, 2100)`);
  await log.seal();
  expect(await log.findings()).toEqual({});
  await log.sql(`delete from audit_event where id = ${at(2001)}`);
  expect(await log.findings()).toMatchObject({ harbor: { fault: 'missing', seq: 2001 } });
});

describe('the text that is hashed', () => {
  it.each([
    [
      'times',
      [
        { at: 'infinity' },
        { at: '-infinity' },
        { at: '0044-03-15 12:00:00+00 BC' },
        { at: '294000-01-01 00:00:00.5+00' },
        { at: '2026-01-01T00:00:00+05:30' },
      ],
    ],
    [
      'words',
      [
        { reason: '' },
        { reason: null },
        { reason: '-,' },
        { reason: 'Ärger 🙂 "x", \\ \n\t\u0001\u001f\u007f\u2028' },
        { reason: '\uFEFFx' },
        { patient_id: newId() },
        { patient_ids: `{${newId()},${newId()}}` },
        { patient_ids: '{}' },
      ],
    ],
  ])('is the same in PostgreSQL and here: %s', async (_, lines) => {
    await log.sql(
      `alter database ${(await log.sql('select current_database() as name')).rows[0].name} set datestyle to 'German'`,
    );
    for (const line of lines) await log.write(line);
    await log.seal();
    await log.owner.destroy();
    await log.owner.initialize();
    expect(await log.findings()).toEqual({});
    expect(await log.sealed()).toHaveLength(6 + lines.length);
  });

  it('is another for other values, wherever one ends and the next begins', () => {
    const line = Object.fromEntries(AUDIT_COLUMNS.map((name) => [name, 'a'])) as AuditLine;
    const changes: Partial<AuditLine>[] = [
      {},
      { role: null },
      { role: '' },
      { role: 'a,1:a', kind: '' },
      { role: 'ab', kind: 'c' },
      { role: 'a', kind: 'bc' },
      { role: 'ä' },
      { role: '-,' },
    ];
    const hashes = changes.map((change) => hashAfter(Buffer.alloc(32), { ...line, ...change }).toString('hex'));
    expect(new Set(hashes).size).toBe(changes.length);
  });

  it('holds every column of the table', async () => {
    const columns = async () => {
      const { rows } = await log.sql(
        "select column_name as name from information_schema.columns where table_name = 'audit_event' order by ordinal_position",
      );
      return rows.map(({ name }) => name);
    };
    expect(await columns()).toEqual(AUDIT_COLUMNS);
    await log.sql('alter table audit_event add column planted text');
    expect(await columns()).not.toEqual(AUDIT_COLUMNS);
  });
});
