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

/** Instances of the entity, for a derived field to work with: with its methods, and instants as Date. */
export function asInstances(
  { entity }: RowRequest,
  { kinds }: Table,
  columns: readonly Column[],
  hydrate: Hydrate | undefined,
): Hydrate {
  const instants = columns.filter(({ type }) => type === 'timestamptz').map(({ property }) => property);
  const classOf = (row: Record<string, unknown>): EntityClass =>
    (kinds && kinds.classes.get(String(row[kinds.column.property]))) ?? entity;
  return (value, run) => {
    if (value === null || value === undefined) return null;
    const row = value as Record<string, unknown>;
    for (const property of instants) row[property] = toInstant(row[property]);
    const instance = Object.assign(Object.create(prototypeOf(classOf(row))), row);
    return hydrate ? hydrate(instance, run) : instance;
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
