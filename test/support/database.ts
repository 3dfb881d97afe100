import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const OBJECT_IN_USE = '55006';
const BUSY_ATTEMPTS = 200;
const BUSY_MILLISECONDS = 50;

/** A migrated database of one test file. */
export interface TestDatabase {
  /** The superuser's URL. */
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Where the global setup left the test server and its migrated template. */
export interface TestServer {
  readonly adminUrl: string;
  readonly template: string;
}

/** Hands the server to the workers: jest passes the environment of the global setup on to them. */
export function announceTestServer({ adminUrl, template }: TestServer): void {
  process.env.ALONGSIDE_TEST_ADMIN_URL = adminUrl;
  process.env.ALONGSIDE_TEST_TEMPLATE = template;
}

/** The superuser's URL of the test server, of a database that is not for tests to write to. */
export function adminUrl(): string {
  return testServer().adminUrl;
}

/** Clones the migrated template database. Drop it in afterAll; what is left at the end of the run is dropped then. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = testServer();
  const name = `${template}_${randomUUID().slice(0, 8)}`;
  await cloneTemplate(adminUrl, template, name);
  return {
    url: databaseUrl(adminUrl, name),
    drop: () =>
      asAdmin(adminUrl, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

/** The same server and login, another database. */
export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements as the superuser, on a connection of their own. */
export async function asAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** What triggers do, they do as the owner, whose policies want to know who asks: nobody. */
const NOBODY = `select set_config(name, value, false) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'), ('app.role', ''),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.wide', '0'), ('app.mask', '0'), ('app.denied', ''), ('app.holder', '')) as nobody(name, value)`;

/** The same, where triggers or definer functions run that look at who asks. */
export function asNobody<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  return asAdmin(url, async (admin) => {
    await admin.query(NOBODY);
    return work(admin);
  });
}

/** Removes the template and every clone of it: their names begin with its name. */
export async function dropTestDatabases({ adminUrl, template }: TestServer): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [template],
    );
    for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`);
  });
}

async function cloneTemplate(adminUrl: string, template: string, name: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Measured with fsync off: file_copy takes 20-30 ms, wal_log 40-65 ms.
        await admin.query(`create database ${name} template ${template} strategy file_copy`);
        return;
      } catch (error) {
        // Somebody is connected to the template: autovacuum, on a server that is not ours.
        const isBusy = error instanceof Error && 'code' in error && error.code === OBJECT_IN_USE;
        if (!isBusy || attempt === BUSY_ATTEMPTS) throw error;
        await sleep(BUSY_MILLISECONDS);
      }
    }
  });
}

function testServer(): TestServer {
  const { ALONGSIDE_TEST_ADMIN_URL: adminUrl, ALONGSIDE_TEST_TEMPLATE: template } = process.env;
  if (!adminUrl || !template) throw new Error('There is no test server: run tests by npm test or npx jest.');
  return { adminUrl, template };
}
