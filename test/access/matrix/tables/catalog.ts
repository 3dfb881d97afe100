import type { Client } from 'pg';
import { RUNTIME_ROLE } from '../../../../src/platform/database/roles';
import { P } from '../scenario/ids';

/** A table or view, and which of its rows the matrix looks for: those of P, or where it knows no patient those of the program. */
export interface TableFacts {
  readonly name: string;
  readonly isView: boolean;
  readonly knowsPatients: boolean;
  /** SQL that is true of those rows. */
  readonly ours: string;
  /** How many of them there are. */
  readonly total: number;
  /** Some of them, to be tried again under new ids. */
  readonly specimens: readonly object[];
  readonly insertable: readonly string[];
  readonly updatable: string;
}

interface Listed {
  readonly name: string;
  readonly is_view: boolean;
  readonly columns: readonly string[];
  readonly writable: readonly string[];
  readonly insertable: readonly string[];
  readonly updatable: readonly string[];
}

const LISTED = `
  select n.nspname || '.' || c.relname as name, c.relkind in ('v', 'm') as is_view, array_agg(a.attname::text order by a.attnum) as columns,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '' and a.attidentity <> 'a'), '{}') as writable,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '' and has_column_privilege($1, c.oid, a.attnum, 'insert')), '{}') as insertable,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '' and has_column_privilege($1, c.oid, a.attnum, 'update')), '{}') as updatable
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname in ('public', 'app') and c.relkind in ('r', 'p', 'f', 'm', 'v')
  group by n.nspname, c.relname, c.relkind order by 1`;

/** How many rows are tried again; more would tell no more. */
const MOST_SPECIMENS = 20;

/** Every table and view of the product's schemas, from the catalog, as the superuser. */
export async function readCatalog(
  admin: Client,
  organization: string,
  isWanted: (table: string) => boolean = () => true,
): Promise<TableFacts[]> {
  const { rows } = await admin.query<Listed>(LISTED, [RUNTIME_ROLE]);
  const facts: TableFacts[] = [];
  for (const listed of rows.filter(({ name }) => isWanted(shortName(name))))
    facts.push(await factsOf(admin, listed, organization));
  return facts;
}

async function factsOf(admin: Client, listed: Listed, organization: string): Promise<TableFacts> {
  const { name, is_view, columns, writable, insertable, updatable } = listed;
  const ours = oursOf(listed, organization);
  const common = {
    name: shortName(name),
    isView: is_view,
    knowsPatients: ours.includes(P),
    ours,
    insertable: insertable.length > 0 ? insertable : writable,
    updatable: updatable[0] ?? columns[0] ?? '',
  };
  // A view of the product wants to know who asks; the superuser is nobody.
  if (is_view) return { ...common, total: 1, specimens: [] };
  const { rows } = await admin.query<{ row: object }>(
    `select to_jsonb(t) as row from ${name} t where ${ours} order by to_jsonb(t)::text limit ${MOST_SPECIMENS}`,
  );
  const counted = await admin.query<{ total: number }>(`select count(*)::int as total from ${name} where ${ours}`);
  return { ...common, total: counted.rows[0]?.total ?? 0, specimens: rows.map(({ row }) => row) };
}

function oursOf({ name, columns }: Listed, organization: string): string {
  if (name === 'public.patient') return `id = '${P}'`;
  if (columns.includes('patient_id')) return `patient_id = '${P}'`;
  return columns.includes('organization_id') ? `organization_id = '${organization}'` : 'true';
}

const shortName = (name: string): string => name.replace(/^public\./, '');
