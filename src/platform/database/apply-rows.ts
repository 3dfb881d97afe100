import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { OUR_SCHEMAS, RUNTIME_ROLE } from './roles';

/**
 * Closes every table to everybody, then lets the rows files open what they open. Skipped when the files are those applied last
 * and what they made still stands: a policy that somebody dropped by hand comes back, a grant that somebody added goes.
 * @param connection acts as the owner, in a transaction
 * @param rows the text of every rows.sql, lowest layer first
 */
export async function applyRows(connection: QueryRunner, rows: readonly string[]): Promise<void> {
  const text = [CLOSE_EVERYTHING, ...rows].join('\n');
  const digest = createHash('sha256').update(text).digest('hex');
  const [found]: { applied: string | null }[] = await connection.query(
    "select obj_description('app'::regnamespace, 'pg_namespace') as applied",
  );
  if (found?.applied === `${digest} ${await presentState(connection)}`) return;
  await connection.query(text);
  await connection.query(`comment on schema app is '${digest} ${await presentState(connection)}'`);
}

/** A digest of all policies, privileges, routines and triggers there are. */
async function presentState(connection: QueryRunner): Promise<string> {
  const [row]: { digest: string }[] = await connection.query(PRESENT_STATE);
  if (!row) throw new Error('PostgreSQL did not tell its policies.');
  return row.digest;
}

const CLOSE_EVERYTHING = `
do $$
declare
  t record;
  made text;
begin
  foreach made in array array(select nspname::text from pg_namespace where nspname in ${OUR_SCHEMAS}) loop
    execute format('revoke all on all tables in schema %I from public, ${RUNTIME_ROLE}', made);
  end loop;
  for t in select schemaname, tablename, policyname from pg_policies where schemaname in ${OUR_SCHEMAS} loop
    execute format('drop policy %I on %I.%I', t.policyname, t.schemaname, t.tablename);
  end loop;
  -- PostgreSQL lets everybody execute a new function. One that acts as the owner must be nobody's: whoever may execute
  -- a trigger function can hang it on a temporary table and have it write what they like.
  alter default privileges revoke execute on routines from public;
  -- Routines and views are the rows files' own. They are made anew, for nothing replaces one whose parameters or columns changed,
  -- and one that no file makes any more goes. What hangs on them, triggers and policies, is theirs too.
  foreach made in array array(select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'app'::regnamespace) loop
    execute format('drop routine if exists %s cascade', made);
  end loop;
  foreach made in array array(select c.oid::regclass::text from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'v') loop
    execute format('drop view if exists %s cascade', made);
  end loop;
  for t in select schemaname, tablename from pg_tables where schemaname in ${OUR_SCHEMAS} and tablename <> 'migration' loop
    execute format('alter table %I.%I enable row level security', t.schemaname, t.tablename);
    execute format('alter table %I.%I force row level security', t.schemaname, t.tablename);
  end loop;
end $$;`;

const inOurSchemas = (column: string): string =>
  `${column} in (select oid from pg_namespace where nspname in ${OUR_SCHEMAS})`;

const PRESENT_STATE = `
  select md5(string_agg(line, chr(10) order by line collate "C")) as digest from (
    select concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, 'check', with_check)
      from pg_policies where schemaname in ${OUR_SCHEMAS}
    union all select concat_ws(' ', 'table', relname, relrowsecurity, relforcerowsecurity, relacl,
        (select array_agg(concat_ws(' ', attname, attacl) order by attnum) from pg_attribute a where a.attrelid = c.oid and attacl is not null))
      from pg_class c where ${inOurSchemas('relnamespace')} and relkind in ('r', 'v', 'm', 'p')
    union all select concat_ws(' ', 'routine', oid::regprocedure, proowner::regrole, pg_get_functiondef(oid), proacl)
      from pg_proc where pronamespace = 'app'::regnamespace or pronamespace = to_regnamespace('jobs')
    union all select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), tgenabled)
      from pg_trigger t join pg_class c on c.oid = tgrelid
      where ${inOurSchemas('c.relnamespace')} and not tgisinternal
  ) as everything(line)`;
