import type { GraphQLSchema } from 'graphql';
import type { Client } from 'pg';
import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { nodeTypeOf } from '../../../../src/platform/graphql/nodes';
import type { TestApp } from '../../../support/app';
import { P } from '../scenario/ids';
import { nodeTypes } from './types';

/** The global ids of one node type: the rows of P or, where the type knows no patient, those of the program. */
export interface Specimens {
  readonly byType: ReadonlyMap<string, readonly string[]>;
  /** All of them. */
  readonly ids: ReadonlySet<string>;
  /** The types that know patients. */
  readonly typesOfPatients: ReadonlySet<string>;
  /** The ids of these: all that P's record is made of. */
  readonly idsOfP: ReadonlySet<string>;
}

/** The same rows for the superuser, where a view shows them to their viewers only. */
const BEHIND_VIEWS: Readonly<Record<string, string>> = {
  'app.disclosure': `(select organization_id, id, patient_id from disclosure union all
    select organization_id, app.line_of(a.id, line::int), patient_id
    from api_disclosure a cross join unnest(patient_ids) with ordinality as l(patient_id, line)) rows`,
};

/** Looks up what there is to be seen, as the superuser. */
export async function gatherSpecimens(app: TestApp, admin: Client, schema: GraphQLSchema): Promise<Specimens> {
  const byType = new Map<string, readonly string[]>();
  const typesOfPatients = new Set<string>();
  for (const { prefix, type } of nodeTypes(schema)) {
    const entity = nodeTypeOf(prefix);
    if (!entity) throw new Error(`No entity has ids that begin with ${prefix}_.`);
    const { name: quoted, kind } = app.api.services.tables.of(entity);
    const name = quoted.replaceAll('"', '');
    const { rows: columns } = await admin.query<{ name: string }>(
      'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0',
      [name],
    );
    const knowsPatients = name === 'patient' || columns.some((column) => column.name === 'patient_id');
    if (knowsPatients) typesOfPatients.add(type.name);
    const owner = name === 'patient' ? 'id' : 'patient_id';
    const { rows } = await admin.query<{ id: string }>(
      `select id from ${BEHIND_VIEWS[name] ?? name} where organization_id = $1 ${knowsPatients ? `and ${owner} = '${P}'` : ''}
       ${kind === undefined ? '' : `and kind = '${kind}'`} order by id`,
      [app.harbor.uuid],
    );
    byType.set(
      type.name,
      rows.map(({ id }) => toGlobalId(prefix, id)),
    );
  }
  const idsOfP = new Set([...typesOfPatients].flatMap((type) => byType.get(type) ?? []));
  return { byType, ids: new Set([...byType.values()].flat()), typesOfPatients, idsOfP };
}
