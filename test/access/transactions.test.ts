import { Context } from '../../src/access/context';
import { Role } from '../../src/access/role';
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
