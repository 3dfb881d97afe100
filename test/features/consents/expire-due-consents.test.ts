import { Role } from '../../../src/access/role';
import { expireDueConsents } from '../../../src/features/consents';
import { startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aCareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent, letExpire } from '../../support/factories/consents';
import { uuidOf } from '../../support/uuid-of';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** What is written of a consent, whatever it shows. */
const written = (consentId: string) =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query('select status, version from consent where id = $1', [uuidOf(consentId)]);
    return rows[0];
  });

it('writes EXPIRED to consents whose end has come, in every organization, and to no others', async () => {
  const made = await Promise.all(
    [app.harbor, app.meadow].map(async (organization) => {
      const team = await aCareTeam(app, organization);
      const client = await aClient(app, { organization });
      const about = { patientId: team.patientId, recipient: { partnerAppId: client.id } };
      return { due: await aConsent(team.clinician, about), running: await aConsent(team.clinician, about) };
    }),
  );
  for (const { due } of made) await letExpire(app, due);
  await expireDueConsents(app.api.services.dataSource);
  for (const { due, running } of made) {
    expect(await written(due)).toEqual({ status: 'EXPIRED', version: 2 });
    expect(await written(running)).toEqual({ status: 'ACTIVE', version: 1 });
  }
});

it('does them in turns, until none is left', async () => {
  const { patientId, clinician } = await aCareTeam(app);
  const client = await aClient(app);
  const consentId = await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id } });
  await letExpire(app, consentId);
  await asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query<{ columns: string }>(
      `select string_agg(column_name, ', ') as columns from information_schema.columns
       where table_name = 'consent' and is_generated = 'NEVER'`,
    );
    const columns = rows[0]?.columns ?? '';
    await admin.query(
      `insert into consent (${columns}) select ${columns} from (
         select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).* from consent c, generate_series(1, 400) where c.id = $1) copies`,
      [uuidOf(consentId)],
    );
  });
  await expireDueConsents(app.api.services.dataSource);
  const director = app.as(Role.PROGRAM_DIRECTOR);
  const ask = 'query ($id: ID!) { patient(id: $id) { consents(status: [EXPIRED]) { totalCount } } }';
  expect((await director.data(ask, { id: patientId })).patient.consents.totalCount).toBe(401);
  expect(await written(consentId)).toEqual({ status: 'EXPIRED', version: 2 });
  const left = await asAdmin(app.databaseUrl, (admin) =>
    admin.query("select count(*)::int as left from consent where status = 'ACTIVE' and expires_at <= now()"),
  );
  expect(left.rows).toEqual([{ left: 0 }]);
});

it('marks each once, with a line in the audit log, though two servers sweep at the same moment', async () => {
  const { patientId, clinician } = await aCareTeam(app);
  const consentId = await aConsent(clinician, { patientId, recipient: { externalName: 'Dr. Example' } });
  await letExpire(app, consentId);
  await Promise.all([1, 2, 3].map(() => expireDueConsents(app.api.services.dataSource)));
  expect(await written(consentId)).toEqual({ status: 'EXPIRED', version: 2 });
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query("select role, patient_id from audit_event where kind = 'consent.expired' and subject_id = $1", [
      uuidOf(consentId),
    ]),
  );
  expect(rows).toEqual([{ role: 'JOB', patient_id: uuidOf(patientId) }]);
});
