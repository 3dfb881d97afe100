import { type GraphQLSchema, getNamedType, isInterfaceType } from 'graphql';
import { ACTORS, type Actor } from '../actors';
import { type Answer, type Ask, bytesOf } from './ask';
import { type Making, selectionOf } from './making';
import { narrowedPieces } from './narrowed-pieces';
import { asList, asObject, type Piece, type Sink } from './piece';
import { makingOf, pieceOf, piecesOf, piecesOfField } from './pieces';
import { Sightings } from './sightings';
import type { Specimens } from './specimens';
import { type AnyField, fieldsOf, membersOf, nodeTypes } from './types';

/** So many ask at the same time. */
const AT_ONCE = 8;

/** An operation of the matrix, and how its answer is read. */
interface Operation {
  /** The type or root field that it asks. */
  readonly title: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether its answer holds nothing but what belongs to P. */
  readonly isAboutP: boolean;
  read(answer: Answer, sightings: Sightings, actor: string, sink?: Sink): void;
}

/** Asks everything that can be asked, as everybody. @param isWanted of the types and root fields, where not all of them are */
export async function probeGraph(
  schema: GraphQLSchema,
  ask: Ask,
  specimens: Specimens,
  isWanted: (title: string) => boolean = () => true,
): Promise<Sightings> {
  const making = makingOf(schema, specimens.ids);
  const operations = [
    ...nodeOperations(making, specimens),
    ...interfaceOperations(making, specimens),
    ...rootOperations(making, specimens),
  ];
  const sightings = new Sightings();
  for (const operation of operations.filter(({ title }) => isWanted(title))) {
    for (let first = 0; first < ACTORS.length; first += AT_ONCE) {
      await Promise.all(ACTORS.slice(first, first + AT_ONCE).map((actor) => askAs(actor, operation, ask, sightings)));
    }
  }
  return sightings;
}

async function askAs(actor: Actor, operation: Operation, ask: Ask, sightings: Sightings): Promise<void> {
  const answer = await ask(actor, operation.document, operation.variables);
  operation.read(answer, sightings, actor.code);
  if (operation.isAboutP) sightings.answered(actor.code, operation.document, bytesOf(answer));
}

/** Fields of records that some are refused: each is asked by itself, for the error would null the rest of the record. */
const REFUSED_TO_SOME = ['Clinician.caseload'];

/** Every record of P, and of the program, by its id: all its fields. */
function nodeOperations(making: Making, { byType, typesOfPatients }: Specimens): Operation[] {
  return nodeTypes(making.schema).flatMap(({ type }) => {
    const ids = byType.get(type.name) ?? [];
    const isApart = ({ name }: AnyField): boolean => REFUSED_TO_SOME.includes(`${type.name}.${name}`);
    const [apart, together] = [fieldsOf(type).filter(isApart), fieldsOf(type).filter((field) => !isApart(field))];
    const pieces = together.flatMap((field) => piecesOfField(making, type, field));
    const operations = [
      ...operationsOfNodes(type.name, ids, pieces, true),
      ...apart
        .flatMap((field) => piecesOfField(making, type, field))
        .flatMap((piece) => operationsOfNodes(type.name, ids, [piece], false).map(refusable)),
    ];
    return operations.map((operation) => ({ ...operation, isAboutP: typesOfPatients.has(type.name) }));
  });
}

/** The same, where FORBIDDEN is an answer as well. */
function refusable(operation: Operation): Operation {
  return {
    ...operation,
    read: (answer, sightings, actor) => {
      const isRefused = answer.errors.some(({ code }) => code === 'FORBIDDEN');
      const errors = answer.errors.filter(({ code }) => code !== 'FORBIDDEN');
      operation.read(
        { ...answer, errors },
        sightings,
        actor,
        isRefused ? sightings.refusedSinkOf(actor, 'FORBIDDEN') : undefined,
      );
    },
  };
}

/** The fields of interfaces, asked as such. */
function interfaceOperations(making: Making, { byType }: Specimens): Operation[] {
  return Object.values(making.schema.getTypeMap())
    .filter(isInterfaceType)
    .filter(({ name }) => name !== 'Refusal')
    .flatMap((type) => {
      const ids = membersOf(making.schema, type).flatMap(({ name }) => byType.get(name) ?? []);
      return operationsOfNodes(type.name, ids, piecesOf(making, type), false);
    });
}

/** As many as one `nodes` takes. */
const MOST_NODES = 100;

function operationsOfNodes(
  type: string,
  all: readonly string[],
  pieces: readonly Piece[],
  isAnchor: boolean,
): Operation[] {
  const first = operationOfNodes(type, all.slice(0, MOST_NODES), pieces, isAnchor);
  return all.length <= MOST_NODES
    ? [first]
    : [first, ...operationsOfNodes(type, all.slice(MOST_NODES), pieces, isAnchor)];
}

function operationOfNodes(
  type: string,
  ids: readonly string[],
  pieces: readonly Piece[],
  isAnchor: boolean,
): Operation {
  return {
    title: type,
    document: `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Node { id } ... on ${type} { ${selectionOf(pieces)} } } }`,
    variables: { ids },
    isAboutP: false,
    read: ({ data, errors }, sightings, actor, sink = sightings.sinkOf(actor)) => {
      for (const error of errors) sightings.failed(actor, type, error);
      for (const [index, id] of ids.entries()) {
        const record = asObject(asList(data?.nodes)[index]);
        if (record && isAnchor) sightings.anchor(actor, record);
        for (const piece of pieces) piece.read(record ?? {}, id, sink);
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
    return [own, ...narrowedPieces(making, query, field)].map((piece) =>
      rootOperation(`Query.${field.name}`, piece, isAboutP),
    );
  });
}

function rootOperation(title: string, piece: Piece, isAboutP: boolean): Operation {
  return {
    title,
    document: `{ ${piece.text} }`,
    variables: {},
    isAboutP,
    read: ({ data, errors }, sightings, actor) => {
      const [error] = errors;
      piece.read(data ?? {}, 'root', error ? sightings.refusedSinkOf(actor, error.code) : sightings.sinkOf(actor));
    },
  };
}
