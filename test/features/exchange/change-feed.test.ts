import { setTimeout as sleep } from 'node:timers/promises';
import { Announcements } from '../../../src/access/announcements';
import { Role } from '../../../src/access/role';
import { ALL_SCOPES } from '../../../src/app/personas';
import { ChangeFeed } from '../../../src/features/exchange';
import { startTestApp, type TestApp } from '../../support/app';
import { placed } from '../../support/changes';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import { subscribe } from '../../support/subscriber';

jest.setTimeout(30_000);

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app?.stop());

const LISTENING =
  "select pid from pg_stat_activity where datname = current_database() and query ilike 'listen alongside_changes%'";

const listening = async (): Promise<number[]> => {
  const { rows } = await asAdmin(app.databaseUrl, (admin) => admin.query<{ pid: number }>(LISTENING));
  return rows.map(({ pid }) => pid);
};

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

it('goes on when the connection that listens is lost, and listens again', async () => {
  const ehr = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
  const screen = await subscribe(app, ehr, 'subscription { patientChanged { type subjectId } }');
  const [lost] = await listening();
  await asAdmin(app.databaseUrl, (admin) => admin.query('select pg_terminate_backend($1)', [lost]));
  const first = await aPatient(app);
  await screen.received(1);
  await until(async () => (await listening()).some((pid) => pid !== lost));
  const second = await aPatient(app);
  await screen.received(2);
  expect(screen.sent.map(({ data }) => data.patientChanged.subjectId)).toEqual([first, second]);
  await screen.stop();
});

it('tells on one server what was done on another, once on each', async () => {
  const ehr = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
  const screen = await subscribe(app, ehr, 'subscription { patientChanged { subjectId } }');
  const other = new Announcements();
  const feed = await ChangeFeed.open({
    dataSource: app.api.services.dataSource,
    url: app.databaseUrl,
    announcements: other,
    onFailure: () => undefined,
  });
  const heard = other.listen(app.harbor.uuid, () => true);
  const patientId = await aPatient(app);
  const { value } = await heard.next();
  await screen.received(1);
  expect(`patient_${value.subjectId.replaceAll('-', '')}`).toBe(patientId);
  expect(screen.sent.map(({ data }) => data.patientChanged.subjectId)).toEqual([patientId]);
  await heard.return?.();
  await feed.stop();
  await screen.stop();
});

it('passes over what happened while nobody listened, and nothing after that', async () => {
  await aPatient(app);
  await placed(app);
  await sleep(200);
  const heard = app.api.services.announcements.listen(app.harbor.uuid, () => true);
  const patientId = await aPatient(app);
  const { value } = await heard.next();
  expect(`patient_${value.subjectId.replaceAll('-', '')}`).toBe(patientId);
  await heard.return?.();
});

it('tells once that it cannot read, and reads on when it can', async () => {
  const failures: unknown[] = [];
  const announcements = new Announcements();
  const feed = await ChangeFeed.open({
    dataSource: app.api.services.dataSource,
    url: app.databaseUrl,
    announcements,
    onFailure: (error) => failures.push(error),
  });
  const heard = announcements.listen(app.harbor.uuid, () => true);
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query('alter function app.changes_after(uuid, int) rename to out_of_reach'),
  );
  const patientId = await aPatient(app);
  await until(async () => failures.length > 0);
  await sleep(1_500);
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query('alter function app.out_of_reach(uuid, int) rename to changes_after'),
  );
  const { value } = await heard.next();
  expect(`patient_${value.subjectId.replaceAll('-', '')}`).toBe(patientId);
  expect(failures).toHaveLength(1);
  await heard.return?.();
  await feed.stop();
});
