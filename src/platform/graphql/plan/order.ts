import type { EntityClass } from '../nodes';
import type { Order, SetRead } from '../reads/set-read';
import type { Compiler } from './compiler';
import type { Args } from './source';

/** A column that decides a row's place in a list. */
export interface PlaceColumn {
  readonly sql: string;
  readonly type: string;
  /** The property under which the row will hold its value. */
  readonly key: string;
  /** Whether the column is of a companion, so that the row does not hold it by itself. */
  readonly isForeign: boolean;
}

/** The order that the arguments choose. */
export function orderOf(read: SetRead<object>, args: Args): Order {
  if (!read.orderChoices) return read.order;
  return read.orderChoices.orders[String(args.orderBy ?? read.orderChoices.initial)] ?? read.order;
}

/** The table of a set under its alias, with the companions that its order needs: rows whose companion is hidden are left out. */
export function fromSql(entity: EntityClass, alias: string, order: Order, compiler: Compiler): string {
  const joins = order.columns.flatMap(({ companion }, index) => {
    if (!companion) return [];
    const key = compiler.tables.column(companion.entity(), companion.key).name;
    const name = companionAlias(alias, index);
    return [` join ${compiler.table(companion.entity()).name} ${name} on ${name}.${key} = ${alias}."id"`];
  });
  return `${compiler.table(entity).name} ${alias}${joins.join('')}`;
}

/** The columns of the order, then the id, which breaks ties. */
export function placeColumns(entity: EntityClass, alias: string, order: Order, compiler: Compiler): PlaceColumn[] {
  const columns = order.columns.map(({ column, companion }, index): PlaceColumn => {
    const { name, type } = compiler.tables.column(companion?.entity() ?? entity, column);
    return companion
      ? { sql: `${companionAlias(alias, index)}.${name}`, type, key: `_${index}`, isForeign: true }
      : { sql: `${alias}.${name}`, type, key: column, isForeign: false };
  });
  return [...columns, { sql: `${alias}."id"`, type: 'uuid', key: 'id', isForeign: false }];
}

/** `order by` over the place, all columns the same way. */
export function orderSql(place: readonly PlaceColumn[], isDescending: boolean): string {
  return ` order by ${place.map(({ sql }) => (isDescending ? `${sql} desc` : sql)).join(', ')}`;
}

/** Only what lies on one side of a place that a cursor named. */
export function keysetSql(
  place: readonly PlaceColumn[],
  isAbove: boolean,
  bound: (column: PlaceColumn, index: number) => string,
): string {
  return `(${place.map(({ sql }) => sql).join(', ')}) ${isAbove ? '>' : '<'} (${place.map(bound).join(', ')})`;
}

function companionAlias(alias: string, index: number): string {
  return `${alias}o${index}`;
}
