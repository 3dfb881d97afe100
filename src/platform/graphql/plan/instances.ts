import type { EntityClass } from '../nodes';
import type { Column, Table } from '../reads/columns';
import type { Hydrate, RowRequest } from './compiler';

/** Marks rows that a plan has read whole, however far the document goes into them. */
const PLANNED = Symbol('planned');

const prototypes = new Map<EntityClass, object>();

/** Whether a plan made this row, so that nothing more has to be read for it. */
export function isPlanned(row: object): boolean {
  return PLANNED in row;
}

/** Rows for a derived field to work with: instants as Date and, where it did not pick columns, with the methods of their entity. */
export function asNeeded(
  { entity, need }: RowRequest,
  { kinds }: Table,
  columns: readonly Column[],
  hydrate: Hydrate | undefined,
): Hydrate | undefined {
  const instants = columns.filter(({ type }) => type === 'timestamptz').map(({ property }) => property);
  if (need === 'picked' && instants.length === 0) return hydrate;
  const classOf = (row: Record<string, unknown>): EntityClass =>
    kinds?.classes.get(String(row[kinds.column.property])) ?? entity;
  return (value, run) => {
    if (value === null || value === undefined) return null;
    const row = value as Record<string, unknown>;
    for (const property of instants) row[property] = toInstant(row[property]);
    const needed = need === 'picked' ? row : Object.assign(Object.create(prototypeOf(classOf(row))), row);
    return hydrate ? hydrate(needed, run) : needed;
  };
}

/** An instant as PostgreSQL writes it into JSON, or as it is. */
export function toInstant(value: unknown): unknown {
  return typeof value === 'string' ? new Date(value) : value;
}

function prototypeOf(entity: EntityClass): object {
  const known = prototypes.get(entity);
  if (known) return known;
  const prototype = Object.create(entity.prototype, { [PLANNED]: { value: true } });
  prototypes.set(entity, prototype);
  return prototype;
}
