import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditVerifyCommand } from '../../../src/app/cli/audit-verify-command';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { ChainedLog } from '../../access/audit/a-chained-log';
import { buildPrograms, runProgram } from '../../support/programs';
import { type CommandRun, runInTerminal } from './a-terminal';

const NOT_WHOLE = 'The audit log is not whole.';

let log: ChainedLog;
let folder: string;
let path: string;
beforeEach(async () => {
  [log, folder] = await Promise.all([ChainedLog.make(), mkdtemp(join(tmpdir(), 'alongside-audit-'))]);
  path = join(folder, 'heads.json');
});
afterEach(async () => {
  await log.stop();
  await rm(folder, { recursive: true, force: true });
});

function verify(...args: string[]): Promise<CommandRun> {
  return runInTerminal(auditVerifyCommand, args, { DATABASE_URL: log.url });
}

const nameOf = (organizationId: string) => toGlobalId('organization', organizationId);

/** What is said of each chain while all is whole, and what the file of heads then holds. */
async function told(): Promise<{ lines: string[]; heads: object[] }> {
  const heads = (await log.heads()).map(({ organizationId, seq, hash }) => ({
    organization: nameOf(organizationId),
    seq,
    hash: hash.toString('hex'),
  }));
  return { lines: heads.map(({ organization, seq, hash }) => `${organization}: ${seq} events, head ${hash}`), heads };
}

const fileOfHeads = async () => JSON.parse(await readFile(path, 'utf8'));

it('seals, and says of each organization how many events there are and where its chain ends', async () => {
  await log.write();
  // What another test's transaction holds up is sealed when that has ended.
  await log.seal();
  const run = await verify();
  const { lines } = await told();
  expect(lines[0]).toContain(': 7 events, head ');
  expect(run).toEqual({ code: 0, out: lines, err: [log.harbor, log.meadow].map((id) => `reading ${nameOf(id)}`) });
});

it('names the first bad row of each organization, and fails', async () => {
  const [, second = '', , fourth = ''] = await log.sealed();
  await log.sql("update audit_event set role = 'OTHER' where id = any($1)", [[fourth, second]]);
  await log.sql('delete from audit_seal where organization_id = $1 and seq = 5', [log.meadow]);
  const { code, out, err } = await verify();
  expect({ code, last: err.at(-1) }).toEqual({ code: 1, last: NOT_WHOLE });
  expect(out).toEqual([
    expect.stringMatching(`^${nameOf(log.harbor)}: event ${second} at 2 was changed .*\\. Whole up to 1$`),
    `${nameOf(log.meadow)}: the event at 5 has no seal any more. Whole up to 4`,
  ]);
});

it('names an event that stands outside of the chain', async () => {
  const forged = await log.write({ xid: '3' });
  const { code, out } = await verify();
  expect(code).toBe(1);
  expect(out[0]).toContain(`: event ${forged} was inserted afterwards`);
});

it('fails when it cannot seal, though what is sealed is whole', async () => {
  await log.sql('delete from audit_horizon');
  const { code, out, err } = await verify('--heads', path);
  expect({ code, out }).toEqual({ code: 1, out: (await told()).lines });
  expect(err[0]).toMatch(/^New events cannot be sealed\. /);
  expect(err.at(-1)).toContain('the sealer cannot go on');
  expect(await readdir(folder)).toEqual([]);
});

describe('with --heads', () => {
  it('writes the heads where there are none yet, and later ones in their place', async () => {
    expect(await verify('--heads', path)).toMatchObject({ code: 0, out: (await told()).lines });
    const { heads } = await told();
    expect(await fileOfHeads()).toEqual({ heads });
    await log.write();
    await log.seal();
    expect(await verify('--heads', path)).toMatchObject({ code: 0 });
    expect(await fileOfHeads()).toEqual({ heads: (await told()).heads });
    expect(await fileOfHeads()).not.toEqual({ heads });
    expect(await readdir(folder)).toEqual(['heads.json']);
  });

  it('tells of a chain that was rebuilt, and of one that is gone, and leaves the file alone', async () => {
    await verify('--heads', path);
    const before = await readFile(path, 'utf8');
    const [first] = await log.sealed();
    await log.sql("update audit_event set role = 'OTHER' where id = $1", [first]);
    await log.sql('delete from audit_event where organization_id = $1', [log.meadow]);
    await log.sql("truncate audit_seal, audit_head; update audit_horizon set sealed_below = '0'");
    await log.seal();
    const { lines } = await told();
    expect(lines).toHaveLength(1);
    const { code, out, err } = await verify('--heads', path);
    expect({ code, last: err.at(-1) }).toEqual({ code: 1, last: NOT_WHOLE });
    const lost = (id: string) =>
      expect.stringMatching(`^${nameOf(id)}: the head that was kept of 6 is not in the chain`);
    expect(out).toEqual([...lines, lost(log.harbor), lost(log.meadow)]);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('leaves the file alone when a row is bad', async () => {
    await verify('--heads', path);
    const before = await readFile(path, 'utf8');
    await log.write();
    await log.seal();
    await log.sql("update audit_event set role = 'OTHER' where id = $1", [(await log.sealed())[6]]);
    expect(await verify('--heads', path)).toMatchObject({ code: 1 });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  const HEAD = { organization: toGlobalId('organization', newId()), seq: 1, hash: 'ab'.repeat(32) };
  it.each([
    '',
    '{',
    '[]',
    '{"heads":[{}]}',
    ...[{ organization: toGlobalId('patient', newId()) }, { seq: 0 }, { seq: '1' }, { hash: 'AB' }].map((change) =>
      JSON.stringify({ heads: [{ ...HEAD, ...change }] }),
    ),
  ])('refuses a file that holds no heads: %s', async (text) => {
    await writeFile(path, text);
    const { code, out, err } = await verify('--heads', path);
    expect({ code, out, err }).toEqual({ code: 1, out: [], err: [expect.stringContaining('holds no heads')] });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('refuses what cannot be read or written', async () => {
    expect(await verify('--heads', folder)).toEqual({
      code: 1,
      out: [],
      err: [expect.stringContaining('can be read')],
    });
    const nowhere = await verify('--heads', join(folder, 'absent', 'heads.json'));
    expect(nowhere).toMatchObject({ code: 1 });
    expect(nowhere.err.at(-1)).toContain('--heads names a file that cannot be written');
  });
});

it('asks for a login that owns the tables', async () => {
  const login = `audit_login_${newId().replaceAll('-', '')}`;
  await log.sql(`create role ${login} login password 'plain' in role alongside_runtime`);
  try {
    const url = new URL(log.url);
    url.username = login;
    url.password = 'plain';
    const run = await runInTerminal(auditVerifyCommand, [], { DATABASE_URL: url.href });
    expect(run).toEqual({ code: 1, out: [], err: [expect.stringContaining('MIGRATION_DATABASE_URL')] });
  } finally {
    await log.sql(`drop role ${login}`);
  }
});

it('shows how it is used, and names an option that it does not know', async () => {
  expect((await verify('--help')).out.join('\n')).toContain('--heads');
  expect(await verify('--colour')).toEqual({ code: 1, out: [], err: [expect.stringContaining('--colour')] });
});

it('is a process whose exit code is the answer', async () => {
  await buildPrograms();
  const run = () => runProgram('dist/src/app/cli/audit-verify.js', ['--heads', path], { DATABASE_URL: log.url });
  expect(await run()).toMatchObject({ code: 0, out: (await told()).lines });
  await log.sql('truncate audit_event');
  expect((await run()).code).toBe(1);
}, 120_000);
