import type { Client } from 'pg';
import { asAdmin, createTestDatabase, type TestDatabase } from '../../support/database';

/** What derives attention and writes the timeline, and whatever has to do with either. */
const ROUTINES = `select p.proname as name, p.prosrc as body, p.prosecdef as "isOwner" from pg_proc p
  where p.pronamespace = 'app'::regnamespace and p.proname ~ 'attention|timeline' and p.prokind = 'f'`;

/** Tables whose every row the owner may read: with another policy it reads what the viewer of the moment may, who may see nothing. */
const OPEN = `select tablename as name from pg_policies
  where schemaname = 'public' and policyname = 'owner' and 'alongside_owner' = any(roles) and cmd = 'ALL' and qual = 'true'`;

/** Restrictive policies that bind the owner as well. */
const BINDING = `select tablename as name from pg_policies
  where schemaname = 'public' and permissive = 'RESTRICTIVE' and roles && '{public,alongside_owner}'`;

interface Routine {
  readonly name: string;
  readonly body: string;
  readonly isOwner: boolean;
}

async function routines(admin: Client): Promise<Routine[]> {
  return (await admin.query<Routine>(ROUTINES)).rows;
}

/** Tables that are read as the owner and may not show it every row. */
async function closedTables(admin: Client): Promise<string[]> {
  const read = (await routines(admin)).flatMap(({ body }) =>
    [...body.matchAll(/\bpublic\.(\w+)/g)].map(([, name = '']) => name),
  );
  const names = async (statement: string) =>
    (await admin.query<{ name: string }>(statement)).rows.map(({ name }) => name);
  const open = new Set(await names(OPEN));
  for (const name of await names(BINDING)) open.delete(name);
  return [...new Set(read)].filter((name) => !open.has(name)).sort();
}

describe('what insight writes down', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is read from tables that show the owner every row, whoever acts', async () => {
    await asAdmin(database.url, async (admin) => {
      const bodies = (await routines(admin)).map(({ body }) => body).join('\n');
      for (const table of ['session', 'check_in', 'follow_up', 'assessment', 'peer_link', 'care_activity'])
        expect(bodies).toContain(`public.${table} `);
      expect(await closedTables(admin)).toEqual([]);
    });
  });

  it('is caught when a table is closed to the owner, or bound for it', async () => {
    await asAdmin(database.url, async (admin) => {
      await admin.query('begin; drop policy owner on check_in');
      expect(await closedTables(admin)).toEqual(['check_in']);
      await admin.query('rollback; begin; create policy planted on session as restrictive using (false)');
      expect(await closedTables(admin)).toEqual(['session']);
      await admin.query('rollback');
    });
  });

  it('is read as the owner by whatever reads a table at all', async () => {
    await asAdmin(database.url, async (admin) => {
      const asCaller = (await routines(admin)).filter(({ body, isOwner }) => !isOwner && body.includes('public.'));
      expect(asCaller.map(({ name }) => name)).toEqual([]);
      await admin.query('begin; alter function app.keep_timeline() security invoker');
      const planted = (await routines(admin)).filter(({ body, isOwner }) => !isOwner && body.includes('public.'));
      expect(planted.map(({ name }) => name)).toEqual(['keep_timeline']);
      await admin.query('rollback');
    });
  });
});
