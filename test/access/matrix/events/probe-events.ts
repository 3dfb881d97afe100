import { type GraphQLSchema, getOperationAST, parse } from 'graphql';
import type { Client } from 'pg';
import { Context } from '../../../../src/access/context';
import { createExecutor } from '../../../../src/platform/graphql/plan';
import { cursorScopeOf, toCursor } from '../../../../src/platform/graphql/reads';
import type { TestApp } from '../../../support/app';
import { ACTORS, type Actor, claimsOf } from '../actors';
import { type Cells, setCell } from '../cells';
import type { Ask } from '../graph/ask';
import { asObject, objectsIn } from '../graph/piece';
import { idOf, P } from '../scenario/ids';

/** An event of the log, as the superuser sees it. */
interface Logged {
  readonly id: string;
  readonly type: string;
  readonly part: string;
  readonly categories: readonly string[];
  readonly node: string;
  readonly subjectId: string;
  readonly version: number | null;
  readonly patientId: string | null;
  readonly principalId: string | null;
  readonly organizationId: string;
}

const LOGGED = `
  select id, type, part, app.categories(bits) as categories, node, subject_id as "subjectId", version, patient_id as "patientId",
    principal_id as "principalId", organization_id as "organizationId"
  from change_event where organization_id = $1 and (patient_id = $2 or patient_id is null) order by id`;

/** Every subscription, and which events it is about. A new one needs a line here. */
export const SUBSCRIPTIONS: Readonly<Record<string, { readonly selection: string; concerns(event: Logged): boolean }>> =
  {
    patientChanged: { selection: '{ type subject { __typename } }', concerns: ({ patientId }) => patientId !== null },
    peerLinkChanged: { selection: '{ id }', concerns: ({ type }) => type === 'PEER_LINK' },
    followUpOpened: { selection: '{ id }', concerns: ({ type }) => type === 'FOLLOW_UP' },
  };

/** So many events are told at the same time. */
const AT_ONCE = 8;

/** Nobody puts changes in order from now on, and there are some of P that have no place yet: what is there, stays. */
export async function holdChanges(admin: Client, organization: string): Promise<void> {
  await admin.query('select pg_advisory_lock(4215330019)');
  await admin.query(
    `insert into change_inbox (organization_id, type, node, subject_id, patient_id, bits, part, part_id)
     values ($1, 'PATIENT', 'patient', $2, $2, 0, 'patient', $2)`,
    [organization, P],
  );
  await admin.query('insert into access_touch (organization_id, principal_id, patient_id) values ($1, $2, $3)', [
    organization,
    idOf('clinician', 'CT'),
    P,
  ]);
}

/**
 * Who receives each event about P, and about the program: by asking for changes, and by each subscription that it is for. What a
 * subscriber of the server hears of is sent through the product's own executor, as the live server does it.
 */
export async function probeEvents(app: TestApp, admin: Client, schema: GraphQLSchema, ask: Ask): Promise<Cells> {
  const { rows: events } = await admin.query<Logged>(LOGGED, [app.harbor.uuid, P]);
  const seen = new Map<string, Map<string, number>>();
  const count = (entry: string, { code }: Actor, isSeen: boolean): void => {
    const counts = seen.get(entry) ?? new Map<string, number>();
    seen.set(entry, counts.set(code, (counts.get(code) ?? 0) + (isSeen ? 1 : 0)));
  };
  for (const actor of ACTORS) {
    const cursors = await cursorsShown(ask, actor);
    const ctx = new Context(app.api.services, { requestId: 'matrix', claims: claimsOf(app, actor) });
    for (const event of events) count(`changes: ${nameOf(event)}`, actor, cursors.has(toCursorOf(ctx, actor, event)));
    await ctx.close();
  }
  const told = events.flatMap((event) =>
    Object.entries(SUBSCRIPTIONS).flatMap(([field, { selection, concerns }]) =>
      concerns(event) ? [{ event, field, selection }] : [],
    ),
  );
  for (const { event, field, selection } of told) {
    for (let first = 0; first < ACTORS.length; first += AT_ONCE) {
      const actors = ACTORS.slice(first, first + AT_ONCE);
      await Promise.all(
        actors.map(async (actor) =>
          count(`${field}: ${nameOf(event)}`, actor, await isSent(app, schema, actor, event, field, selection)),
        ),
      );
    }
  }
  return cellsOf(seen);
}

function nameOf({ type, part, categories }: Logged): string {
  return [type, 'of', part, ...(part === 'access' ? [] : categories)].join(' ');
}

function toCursorOf(ctx: Context, { role }: Actor, { id }: Logged): string {
  return role ? toCursor(cursorScopeOf(ctx, 'Query.changes', {}), [id]) : '';
}

async function cursorsShown(ask: Ask, actor: Actor): Promise<Set<string>> {
  const cursors = new Set<string>();
  let after: unknown = null;
  for (;;) {
    const { data } = await ask(
      actor,
      'query ($after: String) { changes(after: $after) { nodes { cursor } pageInfo { hasNextPage } nextCursor } }',
      { after },
    );
    const page = asObject(data?.changes);
    for (const { cursor } of objectsIn(page?.nodes)) cursors.add(String(cursor));
    if (asObject(page?.pageInfo)?.hasNextPage !== true) return cursors;
    after = page?.nextCursor;
  }
}

async function isSent(
  app: TestApp,
  schema: GraphQLSchema,
  actor: Actor,
  event: Logged,
  field: string,
  selection: string,
): Promise<boolean> {
  const document = parse(`subscription { ${field} ${selection} }`);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document holds no operation.');
  const ctx = new Context(app.api.services, { requestId: 'matrix', claims: claimsOf(app, actor) });
  const { data } = await createExecutor(schema)({ document, operation, variables: {}, ctx, root: event });
  await ctx.close();
  return Boolean(data?.[field]);
}

function cellsOf(seen: ReadonlyMap<string, ReadonlyMap<string, number>>): Cells {
  const cells: Cells = new Map();
  for (const [entry, counts] of seen) {
    const most = Math.max(...counts.values());
    for (const { code } of ACTORS) {
      const own = counts.get(code) ?? 0;
      setCell(cells, entry, code, own === 0 ? '.' : own === most ? '+' : String(Math.min(own, 99)));
    }
  }
  return cells;
}
