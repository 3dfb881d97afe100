import type { Client } from 'pg';
import { RUNTIME_ROLE } from '../../../../src/platform/database/roles';
import type { TestApp } from '../../../support/app';
import { ACTORS, type Actor, claimsOf } from '../actors';
import { type Cells, setCell } from '../cells';
import { readCatalog, type TableFacts } from './catalog';

/** What can be done to a table, and how many of its rows it was done to. */
const VERBS = ['select', 'insert', 'update', 'delete'] as const;

/**
 * Tries the four verbs on one table as whoever asks, each undone. Where row security or a privilege refuses, nothing was reached;
 * where the row itself is found wanting (a key that exists, a check) it was. Of views only what they show is asked.
 */
const TRY_TABLE = `
  create or replace function public.matrix_own(specimen jsonb) returns jsonb language sql as $$
    select coalesce(jsonb_object_agg(name, current_setting('app.principal', true)), '{}') from jsonb_object_keys(specimen) name
    where name in ('principal_id', 'discloser_id', 'author_id')
  $$;
  create or replace function public.matrix_try(target text, ours text, specimens jsonb, insertable text[], updatable text, is_view boolean)
    returns int[] language plpgsql as $$
  declare
    columns text := (select string_agg(quote_ident(name), ', ') from unnest(insertable) name);
    selected int := 0;
    inserted int := 0;
    updated int := 0;
    deleted int := 0;
    specimen jsonb;
    own jsonb;
    reached boolean;
    -- No privilege, no policy; and who asks is not known, so that a policy fails at its cast.
    refused constant text[] := '{42501,42704,22P02}';
  begin
    begin
      execute format('select count(*) from %s where %s', target, ours) into selected;
    exception when others then
      if sqlstate <> all(refused) then raise; end if;
    end;
    if is_view then return array[selected]; end if;
    for specimen in select jsonb_array_elements(specimens) loop
      reached := false;
      -- As it is, and as the caller's own.
      foreach own in array array[specimen, specimen || public.matrix_own(specimen)] loop
        begin
          execute format('insert into %s (%s) select %s from jsonb_populate_record(null::%s, $1)', target, columns, columns, target) using own;
          raise exception 'undone' using errcode = 'ZZ000';
        exception when others then
          reached := reached or sqlstate <> all(refused);
        end;
      end loop;
      inserted := inserted + reached::int;
    end loop;
    begin
      execute format('update %s set %I = %I where %s', target, updatable, updatable, ours);
      get diagnostics updated = row_count;
      raise exception 'undone' using errcode = 'ZZ000';
    exception when others then
      if sqlstate <> all(array_prepend('ZZ000', refused)) then updated := -1; end if;
    end;
    begin
      execute format('delete from %s where %s', target, ours);
      get diagnostics deleted = row_count;
      raise exception 'undone' using errcode = 'ZZ000';
    exception when others then
      if sqlstate <> all(array_prepend('ZZ000', refused)) then deleted := -1; end if;
    end;
    return array[selected, inserted, updated, deleted];
  end $$;
  create or replace function public.matrix_try_all(tables jsonb) returns table (done int[]) language sql volatile as $$
    select public.matrix_try(t ->> 'name', t ->> 'ours', t -> 'specimens', array(select jsonb_array_elements_text(t -> 'insertable')),
      t ->> 'updatable', (t ->> 'isView')::boolean)
    from jsonb_array_elements(tables) with ordinality as given(t, place) order by place
  $$;
  grant execute on function public.matrix_try, public.matrix_try_all, public.matrix_own to public`;

/**
 * Tries every verb on every table as every actor, in a transaction of the superuser that is undone.
 * @param isWanted of the tables, where not all of them are
 */
export async function probeTables(
  app: TestApp,
  admin: Client,
  isWanted: (table: string) => boolean = () => true,
): Promise<Cells> {
  const catalog = await readCatalog(admin, app.harbor.uuid, isWanted);
  const cells: Cells = new Map();
  await admin.query(TRY_TABLE);
  for (const actor of ACTORS) {
    await admin.query('savepoint actor');
    await admin.query(`set local role ${RUNTIME_ROLE}`);
    await enter(app, admin, actor);
    const tables = JSON.stringify(catalog.map((table) => withNewIds(table, actor)));
    const { rows } = await admin.query<{ done: number[] }>('select done from public.matrix_try_all($1)', [tables]);
    for (const [index, table] of catalog.entries()) noteTable(cells, table, actor, rows[index]?.done ?? []);
    await admin.query('rollback to savepoint actor');
  }
  return cells;
}

/** As the server does it, at the beginning of every operation. */
async function enter(app: TestApp, client: Client, actor: Actor): Promise<void> {
  const claims = claimsOf(app, actor);
  if (!claims) return;
  const { organizationId, issuer, subject, role, scopes } = claims;
  await client.query('select * from app.enter($1, $2, $3, $4, $5)', [organizationId, issuer, subject, role, scopes]);
}

const withNewIds = (table: TableFacts, { code }: Actor): TableFacts => ({
  ...table,
  specimens: table.specimens.map((specimen) => underNewId(specimen, code)),
});

function noteTable(
  cells: Cells,
  { name, specimens, isView, total }: TableFacts,
  { code }: Actor,
  done: readonly number[],
): void {
  for (const [index, verb] of (isView ? VERBS.slice(0, 1) : VERBS).entries()) {
    const all = verb === 'insert' ? specimens.length : total;
    setCell(cells, `${name} ${verb}`, code, letterOf(done[index] ?? 0, all));
  }
}

/** None, all, or how many; -1 stands for rows that were reached and then found wanting. */
function letterOf(count: number, total: number): string {
  if (count === 0) return '.';
  return count === -1 || count >= total ? '+' : String(Math.min(count, 99));
}

/** Another row that says the same. Where a row belongs to another one to one, the id stays, and the key is in the way. */
function underNewId(specimen: object, code: string): object {
  if (!('id' in specimen) || ('patient_id' in specimen && specimen.id === specimen.patient_id)) return specimen;
  const digits = Buffer.from(code).toString('hex').padStart(12, '0');
  return { ...specimen, id: `${String(specimen.id).slice(0, 24)}${digits}` };
}
