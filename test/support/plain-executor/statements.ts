import type { EntityClass } from '../../../src/platform/graphql/nodes';
import type { ReadContext } from '../../../src/platform/graphql/reads/context';
import type { Order, SetRead } from '../../../src/platform/graphql/reads/set-read';
import { type Bound, conditionsSql, Parameters } from './conditions-sql';

/** A statement with its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Which stretch of an ordered set to read. Bounds are places: the order columns as text, then the id. */
export interface Stretch {
  readonly order: Order;
  readonly after: readonly string[] | undefined;
  readonly before: readonly string[] | undefined;
  readonly backward: boolean;
  readonly limit: number | undefined;
}

/** The sets of several parents at once, or of nobody for a root field. Each row names its `_parent` and holds its place as `_0`, `_1`, … */
export function setStatement(
  read: SetRead<object>,
  parents: readonly string[] | undefined,
  bounds: readonly Bound[],
  stretch: Stretch,
  ctx: ReadContext,
): Statement {
  const parameters = new Parameters();
  const keys = parents && parameters.add(parents, 'uuid[]');
  const body = setBody(read, stretch.order, bounds, parameters, ctx);
  const place = placeColumns(read.target(), stretch.order, ctx);
  const limits = [
    ...(stretch.after ? [keysetSql(place, stretch.after, !stretch.order.descending, parameters)] : []),
    ...(stretch.before ? [keysetSql(place, stretch.before, stretch.order.descending, parameters)] : []),
  ];
  const direction = stretch.order.descending === stretch.backward ? 'asc' : 'desc';
  const ordering = place.map(({ sql }) => `${sql} ${direction}`).join(', ');
  const places = place.map(({ sql }, index) => `to_json(${sql}) #>> '{}' as "_${index}"`).join(', ');
  const limit = stretch.limit === undefined ? '' : ` limit ${parameters.add(stretch.limit, 'int')}`;
  const columns = `${columnList(read.target(), ctx)}, ${places}, row_number() over (order by ${ordering}) as "_position"`;
  const inner = `select ${columns} ${[body, ...limits].join(' and ')} order by ${ordering}${limit}`;
  return { text: forEachParent(keys, inner), values: parameters.values };
}

/**
 * How many rows each parent's set has, as `count`; at most `cap`, when given, plus one.
 * @param order it counts, too: rows whose companion is hidden are left out of the list
 */
export function countStatement(
  read: SetRead<object>,
  parents: readonly string[] | undefined,
  bounds: readonly Bound[],
  order: Order,
  cap: number | undefined,
  ctx: ReadContext,
): Statement {
  const parameters = new Parameters();
  const keys = parents && parameters.add(parents, 'uuid[]');
  const body = setBody(read, order, bounds, parameters, ctx);
  const limit = cap === undefined ? '' : ` limit ${parameters.add(cap + 1, 'int')}`;
  return {
    text: forEachParent(keys, `select count(*)::int as "count", 1 as "_position" from (select 1 ${body}${limit}) c`),
    values: parameters.values,
  };
}

function forEachParent(keys: string | undefined, inner: string): string {
  if (keys === undefined) return inner;
  return `select k.id as "_parent", x.* from unnest(${keys}) as k(id) cross join lateral (${inner}) x order by x."_position"`;
}

function setBody(
  read: SetRead<object>,
  order: Order,
  bounds: readonly Bound[],
  parameters: Parameters,
  ctx: ReadContext,
): string {
  const entity = read.target();
  const joins = order.columns.flatMap(({ companion }, index) => {
    if (!companion) return [];
    const table = ctx.tables.of(companion.entity()).name;
    return [
      `join ${table} o${index} on o${index}.${ctx.tables.column(companion.entity(), companion.key).name} = t."id"`,
    ];
  });
  const parent = parentSql(read, parameters, ctx);
  const where = conditionsSql(bounds, entity, 't', parameters, ctx);
  return ['from', ctx.tables.of(entity).name, 't', ...joins, 'where', parent, 'and', where].join(' ');
}

function parentSql(read: SetRead<object>, parameters: Parameters, ctx: ReadContext): string {
  if (read.parentColumn) return `t.${ctx.tables.column(read.target(), read.parentColumn).name} = k.id`;
  if (!read.bridge) return 'true';
  const { entity, parent, child, where } = read.bridge;
  const column = (property: string): string => `b.${ctx.tables.column(entity(), property).name}`;
  const passes = conditionsSql(
    where.map((condition) => ({ condition, path: '' })),
    entity(),
    'b',
    parameters,
    ctx,
  );
  return `t."id" in (select ${column(child)} from ${ctx.tables.of(entity()).name} b where ${column(parent)} = k.id and ${passes})`;
}

interface PlaceColumn {
  readonly sql: string;
  readonly type: string;
}

function placeColumns(entity: EntityClass, order: Order, ctx: ReadContext): PlaceColumn[] {
  const columns = order.columns.map(({ column, companion }, index) => {
    const { name, type } = ctx.tables.column(companion?.entity() ?? entity, column);
    return { sql: `${companion ? `o${index}` : 't'}.${name}`, type };
  });
  return [...columns, { sql: 't."id"', type: 'uuid' }];
}

function keysetSql(
  place: readonly PlaceColumn[],
  bound: readonly string[],
  above: boolean,
  parameters: Parameters,
): string {
  const left = place.map(({ sql }) => sql).join(', ');
  const right = place.map(({ type }, index) => parameters.add(bound[index], type)).join(', ');
  return `(${left}) ${above ? '>' : '<'} (${right})`;
}

function columnList(entity: EntityClass, ctx: ReadContext): string {
  const table = ctx.tables.of(entity);
  const columns = [...table.columns.values()];
  if (table.kinds && !table.columns.has(table.kinds.column.property)) columns.push(table.kinds.column);
  return columns.map(({ property, name }) => `t.${name} as "${property}"`).join(', ');
}
