import { Role } from '../../src/access/role';
import { takeTurn } from '../../src/app/jobs';
import { dueMilestones } from '../../src/features/recovery';
import { Jobs } from '../../src/platform/jobs/jobs';
import { startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aPatient } from '../support/factories';
import { aRecoveryPeriod, dayMilestonesOf } from '../support/factories/recovery';
import { uuidOf } from '../support/uuid-of';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function aPatientWithDays(days: number) {
  const patientId = await aPatient(app);
  const self = await app.asHolder(Role.PATIENT, patientId);
  await aRecoveryPeriod(self, patientId, days);
  return { patientId, milestones: () => dayMilestonesOf(self, patientId) };
}

async function withServers<T>(count: number, work: (servers: readonly Jobs[]) => Promise<T>): Promise<T> {
  const servers = await Promise.all(Array.from({ length: count }, () => Jobs.open(app.databaseUrl, () => undefined)));
  try {
    return await work(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

it('finds whose milestones have come and awards them, once by however many servers', async () => {
  const patients = await Promise.all([31, 61, 91].map(aPatientWithDays));
  const { dataSource } = app.api.services;
  await withServers(3, (servers) => Promise.all(servers.map((server) => takeTurn(server, dataSource))));
  for (const [index, { milestones }] of patients.entries()) expect(await milestones()).toHaveLength(index + 1);
  expect(await dueMilestones(dataSource, new Date())).toEqual([]);
});

it('awards what another server found before it crashed', async () => {
  const { patientId, milestones } = await aPatientWithDays(40);
  const data = { organizationId: app.harbor.uuid, patientId: uuidOf(patientId) };
  const { dataSource } = app.api.services;
  await withServers(1, async ([server]) => {
    await server?.add('award-milestones', [{ key: data.patientId, data }]);
    // It fails with everything that it wrote, as when the connection breaks before the commit.
    await asAdmin(app.databaseUrl, async (admin) => {
      await admin.query(
        'alter table audit_event add constraint breaks check (kind <> $$milestone.reached$$) not valid',
      );
      if (server) await takeTurn(server, dataSource);
      await admin.query('alter table audit_event drop constraint breaks');
      expect(await milestones()).toEqual([]);
      await admin.query("update jobs.job set start_after = now() where state = 'retry'");
    });
    if (server) await takeTurn(server, dataSource);
  });
  expect(await milestones()).toHaveLength(1);
});

it('names nobody but by ids in what waits', async () => {
  await aPatientWithDays(40);
  await withServers(1, async ([server]) => {
    if (server) await takeTurn(server, app.api.services.dataSource);
  });
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query<{ data: object }>('select data from jobs.job'),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { data } of rows) {
    expect(Object.keys(data).sort()).toEqual(['organizationId', 'patientId']);
    for (const value of Object.values(data)) expect(value).toMatch(/^[0-9a-f-]{36}$/);
  }
});

describe('the program, which does jobs', () => {
  const PROGRAM = '00000000-0000-0000-0000-000000000002';
  const query = 'query { viewer { role } }';

  it('is nobody whom a token can speak for', async () => {
    const { issuer } = app;
    const claims = { organizationId: app.harbor.uuid, scopes: [] };
    const forged = await issuer.sign({ ...claims, subject: PROGRAM, role: 'JOB' as Role });
    const answer = await app.withToken(forged).send(query);
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    // A role that there is, under the program's name: somebody else, who sees nothing by it.
    const named = app.withToken(await issuer.sign({ ...claims, subject: PROGRAM, role: Role.CLINICIAN }));
    expect((await named.send(query)).errors?.[0]?.extensions.code ?? 'none').not.toBe('INTERNAL_SERVER_ERROR');
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query("select count(*)::int as lines from audit_event where principal_id = $1 and role <> 'JOB'", [
        PROGRAM,
      ]),
    );
    expect(rows).toEqual([{ lines: 0 }]);
  });

  it('is let in by app.enter under no name', async () => {
    const entered = await asAdmin(app.databaseUrl, async (admin) => {
      await admin.query('begin; set local role alongside_runtime');
      const { rows } = await admin.query("select principal_id from app.enter($1, 'urn:issuer', $2, 'JOB', '{}')", [
        app.harbor.uuid,
        PROGRAM,
      ]);
      return [rows, (await admin.query("select current_setting('app.role') as role")).rows];
    });
    expect(entered).toEqual([[], [{ role: '' }]]);
  });

  it('sees no patient, and does for others what nobody may do', async () => {
    const { patientId, milestones } = await aPatientWithDays(40);
    const as = (entering: string, values: unknown[]) =>
      asAdmin(app.databaseUrl, async (admin) => {
        await admin.query('begin; set local role alongside_runtime');
        await admin.query(entering, values);
        const seen = await admin.query('select from patient');
        const due = await admin.query('select from app.due_milestones(now(), 9)');
        const awarded = admin.query('select app.award_due_milestones($1, now())', [uuidOf(patientId)]);
        return [
          seen.rowCount,
          due.rowCount,
          await awarded.then(
            () => 'awarded',
            () => 'refused',
          ),
        ];
      });
    expect(await as('select app.enter_job($1)', [app.meadow.uuid])).toEqual([0, 0, 'awarded']);
    const director = "select app.enter($1, 'urn:issuer', 'somebody', 'PROGRAM_DIRECTOR', '{}')";
    expect((await as(director, [app.harbor.uuid]))[2]).toBe('refused');
    // Of another organization there was nothing to award.
    expect(await milestones()).toEqual([]);
  });
});
