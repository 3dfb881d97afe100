import type { Client } from 'pg';

/** What is said of a mutation that would be done; and of one that would be done and leaves no line in the audit log. */
export const DONE = 'matrix: done';
export const UNAUDITED = 'matrix: done without an audit line';

/** Written on purpose whatever becomes of a mutation: looks, disclosures, and tries to break the glass. The sealer chains the log by itself. */
const KEPT = ['api_disclosure', 'emergency_attempt', 'audit_seal', 'audit_head', 'audit_horizon'];
const ALWAYS = ['patients.seen', 'emergency-access.refused'];

/**
 * From now on, whatever is written to any table of the test's own database is undone at its commit, in a way that can be told:
 * triggers that are deferred to that moment raise.
 */
export async function undoAtCommit(admin: Client): Promise<void> {
  await admin.query(`
    create function public.matrix_undo() returns trigger language plpgsql security definer as $$
    begin
      if to_jsonb(new) ->> 'kind' = any('{${ALWAYS.join()}}') then
        return null;
      end if;
      if exists (select from public.audit_event where xmin = pg_current_xact_id()::xid and kind <> all('{${ALWAYS.join()}}')) then
        raise exception '${DONE}';
      end if;
      raise exception '${UNAUDITED}';
    end $$`);
  for (const table of await tablesOf(admin)) {
    await admin.query(`create constraint trigger matrix_undo after insert or update or delete on ${table}
      deferrable initially deferred for each row execute function public.matrix_undo()`);
  }
}

/** What every table holds, as one text: the same before and after, if nothing was changed. */
export async function contentsOf(admin: Client): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const table of await tablesOf(admin)) {
    const condition = table === 'audit_event' ? `where kind <> all('{${ALWAYS.join()}}')` : '';
    const { rows } = await admin.query<{ contents: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as contents from ${table} t ${condition}`,
    );
    contents[table] = rows[0]?.contents ?? '';
  }
  return contents;
}

async function tablesOf(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !KEPT.includes(name));
}
