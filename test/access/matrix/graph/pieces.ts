import { type GraphQLCompositeType, type GraphQLSchema, isObjectType, isRequiredArgument } from 'graphql';
import { argumentText } from './arguments';
import { connectionPiece } from './connection-piece';
import { narrowedPieces } from './narrowed-pieces';
import { asList, asObject, type Piece } from './piece';
import {
  type AnyField,
  compositeOf,
  fieldsOf,
  isConnection,
  isLeaf,
  leadsToNodes,
  leafNames,
  membersOf,
} from './types';

/** What pieces are made with. */
export interface Making {
  readonly schema: GraphQLSchema;
  /** The ids of what belongs to P, or to no patient. */
  readonly ids: ReadonlySet<string>;
}

/** A piece for every field of a type. @param path the types above it, so that none is selected within itself */
export function piecesOf(making: Making, type: GraphQLCompositeType, path: readonly string[] = []): Piece[] {
  return fieldsOf(type).flatMap((field) => [
    pieceOf(making, type, field, path),
    ...narrowedPieces(making, type, field),
  ]);
}

/** One selection set of these pieces. */
export function selectionOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join(' ');
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
      const records = asList(parent[name]).flatMap((value) => asObject(value) ?? []);
      sink.seen(entry, specimen, countOurs(making, records));
      for (const record of records) sink.met(entry, record);
    },
  };
}

/** How many of these records are P's, or no patient's. What has no id of its own is part of whatever it hangs on. */
export function countOurs({ ids }: Making, records: readonly Readonly<Record<string, unknown>>[]): number {
  return records.filter(({ id }) => typeof id !== 'string' || ids.has(id)).length;
}

/** What is asked of a record that is met on the way: all that can be compared. */
export function nodeSelection({ schema }: Making, type: GraphQLCompositeType): string {
  const own = leafNames(type);
  if (isObjectType(type)) return ['__typename', ...own].join(' ');
  const parts = membersOf(schema, type).map((member) => {
    const hasId = leafNames(member).includes('id');
    return `... on ${member.name} { ${hasId ? 'id' : leafNames(member).join(' ')} }`;
  });
  return ['__typename', ...own.filter((leaf) => leaf !== 'id'), ...parts].join(' ');
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
      const objects = asList(parent[name]).flatMap((value) => asObject(value) ?? []);
      sink.seen(entry, specimen, objects.length);
      for (const [index, object] of objects.entries()) {
        for (const piece of inner) piece.read(object, `${specimen}/${name}.${index}`, sink);
      }
    },
  };
}
