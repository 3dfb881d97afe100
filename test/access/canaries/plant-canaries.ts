import { type Client, DatabaseError } from 'pg';

/** What every canary begins with. Lower case, for keys of names are folded; letters and digits only, for some columns take no more. */
export const CANARY = /cnry\d+q/gi;

/** A column that can hold words of or about a patient. */
interface WordColumn {
  /** `table.column`. */
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly type: 'text' | 'text[]' | 'jsonb';
  /** The foreign key that it is part of, if it is. */
  readonly foreign_key: string | null;
  readonly generated: boolean;
}

/** What was planted, and what could not be, with what the database said. */
export interface Planted {
  /** The canary by column. */
  readonly filled: ReadonlyMap<string, string>;
  readonly refused: ReadonlyMap<string, string>;
}

const WORD_COLUMNS = `
  select c.relname || '.' || a.attname as name, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
    a.attgenerated <> '' as generated,
    (select min(k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)) as foreign_key
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb')
    and (c.relname = 'patient' or exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'patient_id' and not p.attisdropped))
  order by 1`;

/** What a column may take: words as they are, or as an address of one kind or another. */
const FORMS: Readonly<Record<WordColumn['type'], readonly string[]>> = {
  text: [`$1 || 'x' || n`, `'https://' || $1 || '.example/' || n`, `'urn:' || $1 || ':' || n`],
  'text[]': [`array[$1 || 'x' || n]`],
  jsonb: ['pg_temp.with_canary(old, $1)'],
};

/** Every row where that may be, or else those that have such words already: of an activity, those of one kind. */
const ROWS = ['true', 'old is not null'];

/** Puts the canary in the place of every word of a JSON value, and leaves its shape, numbers and constants as they are. */
const WITH_CANARY = `
  create function pg_temp.with_canary(value jsonb, canary text) returns jsonb language plpgsql as $$
  begin
    case jsonb_typeof(value)
      when 'object' then return (select jsonb_object_agg(key, pg_temp.with_canary(v, canary)) from jsonb_each(value) as e(key, v));
      when 'array' then return (select jsonb_agg(pg_temp.with_canary(v, canary)) from jsonb_array_elements(value) as e(v));
      when 'string' then return case when value #>> '{}' ~ '^[A-Z_]+$' then value else to_jsonb(canary) end;
      else return value;
    end case;
  end $$`;

/**
 * Fills every column of words of every table that knows patients, from the catalog, with a canary of its own in each row; as the
 * superuser, without triggers, so that what is immutable takes it, too. Where a CHECK or a key refuses, the column stays as it was.
 */
export async function plantCanaries(admin: Client): Promise<Planted> {
  const filled = new Map<string, string>();
  const refused = new Map<string, string>();
  await admin.query(WITH_CANARY);
  await admin.query("set session_replication_role = 'replica'");
  const { rows: columns } = await admin.query<WordColumn>(WORD_COLUMNS);
  for (const [index, column] of columns.entries()) {
    const canary = `cnry${index}q`;
    const refusal = await plant(admin, column, canary);
    if (refusal === undefined) filled.set(column.name, canary);
    else refused.set(column.name, refusal);
  }
  await admin.query("set session_replication_role = 'origin'");
  return { filled, refused };
}

/** @returns why not, or undefined when it is in */
async function plant(admin: Client, column: WordColumn, canary: string): Promise<string | undefined> {
  const { table, column: name, type, foreign_key, generated } = column;
  if (generated) return 'generated';
  if (foreign_key !== null) return foreign_key;
  let refusal = '';
  for (const [form, rows] of FORMS[type].flatMap((text) => ROWS.map((which) => [text, which]))) {
    try {
      await admin.query(
        `update ${table} t set "${name}" = ${form} from (select ctid as place, row_number() over () as n, "${name}" as old from ${table}) o
         where o.place = t.ctid and t.${table === 'patient' ? 'id' : 'patient_id'} is not null and ${rows}`,
        [canary],
      );
      const { rowCount } = await admin.query(`select from ${table} t where to_jsonb(t."${name}")::text ~ $1 limit 1`, [
        canary,
      ]);
      return rowCount === 1 ? undefined : 'no row of it holds words';
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      refusal ||= error.constraint ?? error.message;
    }
  }
  return refusal;
}
