import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDevelopmentIssuer } from '../../src/access/tokens';
import { startApi } from '../../src/app/api';
import { seedDemo } from '../../src/app/demo/seed-demo';
import { personas } from '../../src/app/personas';
import { readSettings, type Settings } from '../../src/platform/config/settings';
import { toGlobalId } from '../../src/platform/graphql/ids';
import { createLog } from '../../src/platform/observability/log';
import { type Caller, TestApp, type TestOrganization } from './app';
import { asAdmin, createTestDatabase } from './database';

/** The product over a database with the demo clinic. */
export interface Demo {
  readonly app: TestApp;
  readonly settings: Settings;
  /** Somebody of the clinic, by the name that `npm run token` takes. */
  as(persona: string): Caller;
  stop(): Promise<void>;
}

/** Seeds the demo clinic into a database of its own and serves it. */
export async function startDemo(): Promise<Demo> {
  const [database, dataDir] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), 'alongside-demo-'))]);
  const settings = readSettings({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  await seedDemo(settings, database.url, database.url);
  const [harbor, meadow] = await organizations(database.url);
  if (!harbor || !meadow) throw new Error('The demo has fewer than two organizations.');
  const api = await startApi(settings, database.url, createLog({ level: 'silent' }));
  const stop = async () => {
    await api.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const issuer = await openDevelopmentIssuer(dataDir, 'test');
  const app = new TestApp(api, issuer, harbor, meadow, database.url, dataDir, stop);
  return { app, settings, stop, as: (name) => callerOf(app, name) };
}

function callerOf(app: TestApp, name: string): Caller {
  const persona = personas.find((candidate) => candidate.name === name);
  if (!persona) throw new Error(`There is no persona ${name}.`);
  return app.as(persona.role, { subject: persona.subject, scopes: persona.scopes });
}

async function organizations(url: string): Promise<TestOrganization[]> {
  const { rows } = await asAdmin(url, (admin) =>
    admin.query<{ id: string; name: string }>('select id, name from organization order by id'),
  );
  return rows.map(({ id, name }) => ({ uuid: id, id: toGlobalId('organization', id), name }));
}
