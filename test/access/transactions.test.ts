import { Context } from '../../src/access/context';
import { Role } from '../../src/access/role';
import { CbtActivity } from '../../src/features/care-plans/cbt-activity.entity';
import { Clinician, ClinicianRole } from '../../src/features/identity';
import { newId } from '../../src/platform/graphql/ids';
import { startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

function operationOf(role: Role, subject: string): Context {
  const claims = { issuer: app.issuer.issuer, subject, organizationId: app.harbor.uuid, role, scopes: [] };
  return new Context(app.api.services, { requestId: newId(), claims });
}

/** Writes a clinician and waits for nothing, as the only thing of its transaction. */
async function writeBlindly(ctx: Context, displayName: string): Promise<void> {
  try {
    await ctx.transaction(async (tx) => {
      tx.insert(Clinician, { displayName, role: ClinicianRole.NURSE, qualifications: [], active: true, version: 1 });
    });
  } finally {
    await ctx.close();
  }
}

async function cliniciansNamed(displayName: string): Promise<number> {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query('select id from clinician where display_name = $1', [displayName]),
  );
  return rows.length;
}

it('keeps what somebody writes who is known', async () => {
  await writeBlindly(operationOf(Role.ADMINISTRATOR, 'known'), 'Written');
  expect(await cliniciansNamed('Written')).toBe(1);
});

it.each([Role.EHR_SYSTEM, Role.PARTNER_APP])(
  'keeps nothing of a %s whom nobody knows, sent before that was known',
  async (role) => {
    const writing = writeBlindly(operationOf(role, 'stranger'), `Written by ${role}`);
    await expect(writing).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    expect(await cliniciansNamed(`Written by ${role}`)).toBe(0);
  },
);

it('reads on in a new transaction after what was to be the last statement', async () => {
  const ctx = operationOf(Role.ADMINISTRATOR, 'reader');
  const read = (isLast: boolean) => ctx.read({ text: 'select $1::int as n', values: [7], isLast });
  expect(await read(true)).toEqual([{ n: 7 }]);
  expect(await Promise.all([read(false), read(false), read(true)])).toEqual([[{ n: 7 }], [{ n: 7 }], [{ n: 7 }]]);
  await ctx.close();
});

describe('a transaction that nothing begins', () => {
  const ISOLATION = "select current_setting('transaction_isolation') as isolation, now() as began";

  it('sees one snapshot, as one that is begun', async () => {
    const ctx = operationOf(Role.ADMINISTRATOR, 'reader');
    const read = (isLast: boolean) => ctx.read({ text: ISOLATION, values: [], isLast });
    const [whole, [first, second]] = [await read(true), await Promise.all([read(false), read(true)])];
    expect(whole).toMatchObject([{ isolation: 'repeatable read' }]);
    expect(first).toMatchObject([{ isolation: 'repeatable read' }]);
    expect(first).toEqual(second);
    await ctx.close();
  });

  it('carries who asks, and leaves nothing of it to the next', async () => {
    const ROLE = "select current_setting('app.role', true) as role";
    const ctx = operationOf(Role.ADMINISTRATOR, 'reader');
    expect(await ctx.read({ text: ROLE, values: [], isLast: true })).toEqual([{ role: 'ADMINISTRATOR' }]);
    await ctx.close();
    const { dataSource } = app.api.services;
    const left = await Promise.all(Array.from({ length: 20 }, () => dataSource.query(ROLE)));
    expect(left.flat().filter(({ role }) => role !== null && role !== '')).toEqual([]);
  });
});

it('sees what was committed before each statement where it may write, as locks need', async () => {
  const ctx = operationOf(Role.ADMINISTRATOR, 'writer');
  const isolation = await ctx.transaction(async (tx) => {
    const [row] = await tx.query("select current_setting('transaction_isolation') as isolation", []);
    return row?.isolation;
  });
  await ctx.close();
  expect(isolation).toBe('read committed');
});

it('undoes everything, and hands on a connection as good as new, when a write is refused together with the commit', async () => {
  const ctx = operationOf(Role.ADMINISTRATOR, 'writer');
  const clinician = { displayName: 'Twice', role: ClinicianRole.NURSE, qualifications: [], active: true, version: 1 };
  const writing = ctx.transaction(async (tx) => {
    const id = newId();
    tx.insertAs(id, Clinician, clinician);
    tx.insertAs(id, Clinician, clinician);
  });
  await expect(writing).rejects.toMatchObject({ code: '23505' });
  await ctx.close();
  expect(await cliniciansNamed('Twice')).toBe(0);
  await writeBlindly(operationOf(Role.ADMINISTRATOR, 'writer'), 'Afterwards');
  expect(await cliniciansNamed('Afterwards')).toBe(1);
});

it.each<[string, object, object, string]>([
  ['no condition', {}, { status: 'COMPLETED' }, 'Which rows are to change has to be said.'],
  ['a condition without a value', { id: undefined, version: 1 }, { status: 'COMPLETED' }, 'id has no value'],
  ['a condition on no column', { identifier: newId() }, { status: 'COMPLETED' }, 'has no column identifier'],
  ['nothing to change', { id: newId() }, {}, 'What is to change has to be said.'],
])('refuses to change rows with %s', async (_case, where, changes, problem) => {
  const ctx = operationOf(Role.ADMINISTRATOR, 'writer');
  // One kind of an inherited table: that the kind is a condition of its own is not enough.
  const writing = ctx.transaction(async (tx) => tx.update<object>(CbtActivity, where, changes));
  await expect(writing).rejects.toThrow(problem);
  await ctx.close();
});

it('undoes what was written before a value that cannot be written', async () => {
  const ctx = operationOf(Role.ADMINISTRATOR, 'writer');
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const writing = ctx.transaction(async (tx) => {
    const nurse = { displayName: 'Before it', role: ClinicianRole.NURSE, qualifications: [], active: true, version: 1 };
    tx.insert(Clinician, nurse);
    await tx.query('select 1', []);
    tx.write('select $1::jsonb', [circular]);
  });
  await expect(writing).rejects.toThrow('circular');
  await ctx.close();
  expect(await cliniciansNamed('Before it')).toBe(0);
});
