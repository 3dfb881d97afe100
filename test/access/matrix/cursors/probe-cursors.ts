import { type GraphQLCompositeType, type GraphQLSchema, isObjectType, isRequiredArgument } from 'graphql';
import { ACTORS, type Actor } from '../actors';
import { type Cells, setCell } from '../cells';
import { argumentText } from '../graph/arguments';
import type { Answer, Ask } from '../graph/ask';
import { asObject } from '../graph/piece';
import { ERROR_CELLS } from '../graph/sightings';
import type { Specimens } from '../graph/specimens';
import { type AnyField, fieldsOf, isConnection, nodeTypes } from '../graph/types';

/** A connection, and how to come to it. */
interface Place {
  readonly name: string;
  /** The document, with the arguments of the page in it. */
  document(page: string): string;
  pageIn(answer: Answer): Readonly<Record<string, unknown>> | undefined;
}

/**
 * Every connection, by its cursors: that of one's own first page leads on (`+`), and that of somebody else is refused like one
 * that was never made (`B`). Who gets no cursor has none to send (`.`).
 */
export async function probeCursors(schema: GraphQLSchema, ask: Ask, specimens: Specimens): Promise<Cells> {
  const cells: Cells = new Map();
  for (const place of placesOf(schema, specimens)) {
    const cursors = new Map<string, string>();
    for (const actor of ACTORS) {
      const page = place.pageIn(await ask(actor, place.document('first: 1')));
      const cursor = asObject(page?.pageInfo)?.endCursor;
      if (typeof cursor === 'string') cursors.set(actor.code, cursor);
    }
    const sent = ACTORS.map(async (actor) => {
      const own = cursors.get(actor.code);
      const foreign = [...cursors].find(([code]) => code !== actor.code)?.[1];
      setCell(cells, `${place.name}(after: one's own)`, actor.code, await follow(place, ask, actor, own));
      setCell(cells, `${place.name}(after: another's)`, actor.code, await follow(place, ask, actor, foreign));
    });
    await Promise.all(sent);
  }
  return cells;
}

async function follow(place: Place, ask: Ask, actor: Actor, cursor: string | undefined): Promise<string> {
  if (cursor === undefined) return '.';
  const answer = await ask(actor, place.document(`first: 1, after: ${JSON.stringify(cursor)}`));
  const [error] = answer.errors;
  if (error) return ERROR_CELLS[error.code] ?? '!';
  return place.pageIn(answer) ? '+' : '.';
}

function placesOf(schema: GraphQLSchema, { byType }: Specimens): Place[] {
  const query = schema.getQueryType();
  const roots = query ? connectionsOf(query).map((field) => rootPlace(query, field)) : [];
  const nested = nodeTypes(schema).flatMap(({ type }) =>
    (byType.get(type.name) ?? [])
      .slice(0, 1)
      .flatMap((id) => connectionsOf(type).map((field) => nestedPlace(type, field, id))),
  );
  return [...roots, ...nested];
}

const connectionsOf = (type: GraphQLCompositeType): AnyField[] =>
  fieldsOf(type).filter((field) => isConnection(field.type));

const PAGE = '{ pageInfo { endCursor } }';

function callOf(parent: GraphQLCompositeType, field: AnyField, page: string): string {
  const entry = `${parent.name}.${field.name}`;
  const required = field.args
    .filter(isRequiredArgument)
    .map(({ name }) => argumentText(entry, parent.name, field, name));
  return `${field.name}(${[...required, page].join(', ')}) ${PAGE}`;
}

function rootPlace(query: GraphQLCompositeType, field: AnyField): Place {
  return {
    name: `Query.${field.name}`,
    document: (page) => `{ ${callOf(query, field, page)} }`,
    pageIn: ({ data }) => asObject(data?.[field.name]),
  };
}

function nestedPlace(type: GraphQLCompositeType, field: AnyField, id: string): Place {
  if (!isObjectType(type)) throw new Error(`${type.name} is no object type.`);
  return {
    name: `${type.name}.${field.name}`,
    document: (page) => `{ node(id: ${JSON.stringify(id)}) { ... on ${type.name} { ${callOf(type, field, page)} } } }`,
    pageIn: ({ data }) => asObject(asObject(data?.node)?.[field.name]),
  };
}
