import { type GraphQLSchema, getNamedType, isInterfaceType } from 'graphql';
import { ACTORS, type Actor } from '../actors';
import { type Answer, type Ask, bytesOf } from './ask';
import { narrowedPieces } from './narrowed-pieces';
import { asList, asObject, type Piece } from './piece';
import { type Making, pieceOf, piecesOf, selectionOf } from './pieces';
import { Sightings } from './sightings';
import type { Specimens } from './specimens';
import { fieldsOf, membersOf, nodeTypes } from './types';

/** So many ask at the same time. */
const AT_ONCE = 8;

/** An operation of the matrix, and how its answer is read. */
interface Operation {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether its answer holds nothing but what belongs to P. */
  readonly isAboutP: boolean;
  read(answer: Answer, sightings: Sightings, actor: string): void;
}

/** Asks everything that can be asked, as everybody. */
export async function probeGraph(
  schema: GraphQLSchema,
  ask: Ask,
  specimens: Specimens,
  actors = ACTORS,
): Promise<Sightings> {
  const making: Making = { schema, ids: specimens.ids };
  const operations = [
    ...nodeOperations(making, specimens),
    ...interfaceOperations(making, specimens),
    ...rootOperations(making, specimens),
  ];
  const sightings = new Sightings();
  for (const operation of operations) await askAll(operation, ask, actors, sightings);
  return sightings;
}

async function askAll(operation: Operation, ask: Ask, actors: readonly Actor[], sightings: Sightings): Promise<void> {
  const { document, variables, isAboutP } = operation;
  for (let first = 0; first < actors.length; first += AT_ONCE) {
    await Promise.all(
      actors.slice(first, first + AT_ONCE).map(async (actor) => {
        const answer = await ask(actor, document, variables);
        operation.read(answer, sightings, actor.code);
        if (isAboutP) sightings.answered(actor.code, document, bytesOf(answer));
      }),
    );
  }
}

/** Every record of P, and of the program, by its id: all its fields. */
function nodeOperations(making: Making, { byType, typesOfPatients }: Specimens): Operation[] {
  return nodeTypes(making.schema).map(({ type }) => {
    const pieces = piecesOf(making, type);
    const operation = operationOfNodes(type.name, byType.get(type.name) ?? [], pieces, true);
    return { ...operation, isAboutP: typesOfPatients.has(type.name) };
  });
}

/** The fields of interfaces, asked as such. */
function interfaceOperations(making: Making, { byType }: Specimens): Operation[] {
  return Object.values(making.schema.getTypeMap())
    .filter(isInterfaceType)
    .filter(({ name }) => name !== 'Refusal')
    .map((type) => {
      const ids = membersOf(making.schema, type).flatMap(({ name }) => byType.get(name) ?? []);
      return operationOfNodes(type.name, ids, piecesOf(making, type), false);
    });
}

function operationOfNodes(
  type: string,
  ids: readonly string[],
  pieces: readonly Piece[],
  isAnchor: boolean,
): Operation {
  return {
    document: `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Node { id } ... on ${type} { ${selectionOf(pieces)} } } }`,
    variables: { ids },
    isAboutP: false,
    read: ({ data, errors }, sightings, actor) => {
      for (const error of errors) sightings.failed(actor, type, error);
      for (const [index, id] of ids.entries()) {
        const record = asObject(asList(data?.nodes)[index]);
        if (record && isAnchor) sightings.anchor(actor, record);
        for (const piece of pieces) piece.read(record ?? {}, id, sightings.sinkOf(actor));
      }
    },
  };
}

/** Every root field, and every way to narrow it, each by itself: an error of one nulls the others. */
function rootOperations(making: Making, { typesOfPatients }: Specimens): Operation[] {
  const query = making.schema.getQueryType();
  if (!query) return [];
  return fieldsOf(query).flatMap((field) => {
    const own = pieceOf(making, query, field);
    const isAboutP = typesOfPatients.has(getNamedType(field.type).name.replace(/Connection$/, ''));
    return [own, ...narrowedPieces(making, query, field)].map((piece) => rootOperation(piece, isAboutP));
  });
}

function rootOperation(piece: Piece, isAboutP: boolean): Operation {
  return {
    document: `{ ${piece.text} }`,
    variables: {},
    isAboutP,
    read: ({ data, errors }, sightings, actor) => {
      const [error] = errors;
      piece.read(data ?? {}, 'root', error ? sightings.refusedSinkOf(actor, error.code) : sightings.sinkOf(actor));
    },
  };
}
