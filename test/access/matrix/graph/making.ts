import { type GraphQLCompositeType, type GraphQLSchema, isObjectType } from 'graphql';
import type { Piece } from './piece';
import { leafNames, membersOf } from './types';

/** What pieces are made with. */
export interface Making {
  readonly schema: GraphQLSchema;
  /** The ids of what belongs to P, or to no patient. */
  readonly ids: ReadonlySet<string>;
  /** A piece for every field of a type. @param path the types above it, so that none is selected within itself */
  piecesOf(type: GraphQLCompositeType, path: readonly string[]): Piece[];
}

/** One selection set of these pieces. */
export function selectionOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join(' ');
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
