import type { EntityClass } from '../nodes';

/** What more can be said, in SQL, of rows with these ids, so that an index finds them. */
export interface Lookup {
  one(alias: string, id: string): string;
  many(alias: string, ids: string): string;
}

const lookups = new Map<EntityClass, Lookup>();

/** Says how rows are found by id whose table has no index of their ids: several are stored as one. */
export function FoundBy(lookup: Lookup): ClassDecorator {
  return (target) => void lookups.set(target as unknown as EntityClass, lookup);
}

/** The condition that a row has this id. */
export function hasId(entity: EntityClass, alias: string, id: string): string {
  return both(`${alias}."id" = ${id}`, lookups.get(entity)?.one(alias, id));
}

/** The condition that a row has one of these ids. */
export function hasIdAmong(entity: EntityClass, alias: string, ids: string): string {
  return both(`${alias}."id" = any(${ids})`, lookups.get(entity)?.many(alias, ids));
}

function both(condition: string, more: string | undefined): string {
  return more === undefined ? condition : `${condition} and ${more}`;
}
