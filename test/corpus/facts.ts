import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Client } from 'pg';
import type { Context } from '../../src/access/context';
import { toGlobalId } from '../../src/platform/graphql/ids';
import { nodeTypeOf } from '../../src/platform/graphql/nodes';
import type { TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { ACTORS } from './actors';
import { contextFor } from './executors';

/** The global ids of one node type, for one actor. */
export interface Ids {
  readonly visible: readonly string[];
  readonly hidden: readonly string[];
}

/** What is known of the data before an operation is written: enough to ask for what is there. */
export interface Facts {
  /** By the name of the actor, then by the prefix of the node type. */
  readonly ids: ReadonlyMap<string, ReadonlyMap<string, Ids>>;
  /** The names that each actor sees. */
  readonly people: ReadonlyMap<string, readonly Person[]>;
  /** What other systems call the patients that each actor sees. */
  readonly identifiers: ReadonlyMap<string, readonly Identifier[]>;
}

interface Person {
  readonly given: string;
  readonly family: string;
  readonly birthDate: string;
}

interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** Looks up who sees which records. */
export async function gatherFacts(app: TestApp, schema: GraphQLSchema): Promise<Facts> {
  const tables = nodeTables(app, schema);
  const all = await asAdmin(app.databaseUrl, (client) => everyId(client, app.harbor.uuid, tables));
  const facts = {
    ids: new Map<string, Map<string, Ids>>(),
    people: new Map<string, Person[]>(),
    identifiers: new Map<string, Identifier[]>(),
  };
  for (const { name } of ACTORS) {
    const ctx = contextFor(app, { document: '', variables: {}, role: name });
    facts.ids.set(name, await idsOf(ctx, tables, all));
    facts.people.set(name, (await ctx.query(PEOPLE, [])) as unknown as Person[]);
    facts.identifiers.set(name, (await ctx.query(IDENTIFIERS, [])) as unknown as Identifier[]);
    await ctx.close();
  }
  return facts;
}

const PEOPLE = `select given_name as given, family_name as family, birth_date::text as "birthDate" from patient_identity order by id`;
const IDENTIFIERS = 'select system, value from patient_identifier order by id';

interface NodeTable {
  readonly prefix: string;
  readonly table: string;
  /** Set when the type is one kind of an inherited table. */
  readonly kind: string | undefined;
}

function nodeTables(app: TestApp, schema: GraphQLSchema): NodeTable[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const prefix = isObjectType(type) ? type.extensions.idPrefix : undefined;
    const entity = typeof prefix === 'string' ? nodeTypeOf(prefix) : undefined;
    if (typeof prefix !== 'string' || !entity) return [];
    const { name, kind } = app.api.services.tables.of(entity);
    return [{ prefix, table: name, kind }];
  });
}

function statementOf({ table, kind }: NodeTable): string {
  return `select id from ${table} ${kind === undefined ? '' : `where kind = '${kind}'`} order by id`;
}

/** Of the views, those of this organization: they want to know who asks. */
const AS_WHO_SEES_ALL = `select set_config(name, value, false) from (values ('app.organization', $1), ('app.wide', app.anything()::text),
  ('app.denied', ''), ('app.principal', '00000000-0000-0000-0000-000000000000')) as setting(name, value)`;

async function everyId(
  client: Client,
  organization: string,
  tables: readonly NodeTable[],
): Promise<Map<string, string[]>> {
  await client.query(AS_WHO_SEES_ALL, [organization]);
  const all = new Map<string, string[]>();
  for (const table of tables) {
    const { rows } = await client.query<{ id: string }>(statementOf(table));
    all.set(
      table.prefix,
      rows.map(({ id }) => id),
    );
  }
  return all;
}

async function idsOf(
  ctx: Context,
  tables: readonly NodeTable[],
  all: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, Ids>> {
  const found = new Map<string, Ids>();
  for (const table of tables) {
    const seen = new Set((await ctx.query(statementOf(table), [])).map(({ id }) => String(id)));
    const named = (ids: Iterable<string>): string[] => [...ids].map((id) => toGlobalId(table.prefix, id));
    const hidden = (all.get(table.prefix) ?? []).filter((id) => !seen.has(id));
    found.set(table.prefix, { visible: named(seen), hidden: named(hidden) });
  }
  return found;
}
