import type { EntityClass } from '../nodes';

/** Whose each row of an entity is. */
export interface Ownership {
  /** The property that holds the owner's id. */
  readonly owner: string;
  /** Further properties that those who keep account of what they show want to know of each row. */
  readonly noted: readonly string[];
  /** Whether nobody sees a row but who reaches its owner, so that a list of everything one may see can be found from those. */
  readonly isReached: boolean;
  /** Where such a list is not found from its owners: the column, and what selects the values that somebody who reaches few finds there. */
  readonly reachedBy?: { readonly column: string; readonly sql: string };
}

const ownerships = new Map<EntityClass, Ownership>();

/** Says whose the rows of this entity, and of its kinds, are. */
export function defineOwnership(entity: EntityClass, ownership: Ownership): void {
  ownerships.set(entity, ownership);
}

/** Whose the rows of this entity are; undefined when they are nobody's. A kind of an entity is owned as the entity is. */
export function ownershipOf(entity: EntityClass): Ownership | undefined {
  for (let at: object | null = entity; at !== null && at !== Function.prototype; at = Object.getPrototypeOf(at)) {
    const found = ownerships.get(at as EntityClass);
    if (found) return found;
  }
  return undefined;
}
