import { type GraphQLCompositeType, type GraphQLSchema, isRequiredArgument } from 'graphql';
import { argumentText } from './arguments';
import { connectionPiece } from './connection-piece';
import { countOurs, type Making, nodeSelection, selectionOf } from './making';
import { narrowedPieces } from './narrowed-pieces';
import { asList, objectsIn, type Piece } from './piece';
import { type AnyField, compositeOf, fieldsOf, isConnection, isLeaf, leadsToNodes } from './types';

/** What pieces are made with, over a schema. @param ids of what belongs to P, or to no patient */
export function makingOf(schema: GraphQLSchema, ids: ReadonlySet<string>): Making {
  const making: Making = { schema, ids, piecesOf: (type, path) => piecesOf(making, type, path) };
  return making;
}

/** A piece for every field of a type. @param path the types above it, so that none is selected within itself */
export function piecesOf(making: Making, type: GraphQLCompositeType, path: readonly string[] = []): Piece[] {
  return fieldsOf(type).flatMap((field) => piecesOfField(making, type, field, path));
}

/** A field as it is, and by every way to narrow or order it. */
export function piecesOfField(
  making: Making,
  type: GraphQLCompositeType,
  field: AnyField,
  path: readonly string[] = [],
): Piece[] {
  return [pieceOf(making, type, field, path), ...narrowedPieces(making, type, field)];
}

/** A field with everything that can be seen right behind it. */
export function pieceOf(
  making: Making,
  parent: GraphQLCompositeType,
  field: AnyField,
  path: readonly string[] = [],
): Piece {
  const entry = `${parent.name}.${field.name}`;
  const required = field.args
    .filter(isRequiredArgument)
    .map(({ name }) => argumentText(entry, parent.name, field, name));
  const call = required.length > 0 ? `${field.name}(${required.join(', ')})` : field.name;
  if (isLeaf(field.type)) return leafPiece(entry, call, field.name);
  if (isConnection(field.type)) return connectionPiece(making, entry, call, field);
  return leadsToNodes(field.type)
    ? nodePiece(making, entry, call, field)
    : objectPiece(making, entry, call, field, path);
}

function leafPiece(entry: string, text: string, name: string): Piece {
  return { text, read: (parent, specimen, sink) => sink.seen(entry, specimen, asList(parent[name]).length) };
}

/** A field that leads to records: which of them are P's, and what they say here. */
function nodePiece(making: Making, entry: string, call: string, { name, type }: AnyField): Piece {
  return {
    text: `${call} { ${nodeSelection(making, compositeOf(type))} }`,
    read: (parent, specimen, sink) => {
      const records = objectsIn(parent[name]);
      sink.seen(entry, specimen, countOurs(making, records));
      for (const record of records) sink.met(entry, record);
    },
  };
}

/** A field that leads to an object without an id, which is opened up. */
function objectPiece(
  making: Making,
  entry: string,
  call: string,
  { name, type }: AnyField,
  path: readonly string[],
): Piece {
  const composite = compositeOf(type);
  const inner = path.includes(composite.name) ? [] : piecesOf(making, composite, [...path, composite.name]);
  return {
    text: `${call} { __typename ${selectionOf(inner)} }`,
    read: (parent, specimen, sink) => {
      const objects = objectsIn(parent[name]);
      sink.seen(entry, specimen, objects.length);
      for (const [index, object] of objects.entries()) {
        for (const piece of inner) piece.read(object, `${specimen}/${name}.${index}`, sink);
      }
    },
  };
}
