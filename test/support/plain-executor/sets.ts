import type DataLoader from 'dataloader';
import { filterConditions } from '../../../src/platform/graphql/reads/conditions';
import type { ReadContext, Row } from '../../../src/platform/graphql/reads/context';
import { defineLoader, type LoaderDefinition, loadOne, run } from '../../../src/platform/graphql/reads/loaders';
import type { Order, SetRead } from '../../../src/platform/graphql/reads/set-read';
import type { Bound } from './conditions-sql';
import { countStatement, type Stretch, setStatement } from './statements';

/** One read of one field: where it stands, on which row, with which arguments. */
export interface Call {
  /** `Patient.carePlans` */
  readonly field: string;
  readonly parent: Row | undefined;
  readonly args: Record<string, unknown>;
  readonly ctx: ReadContext;
}

/** The order that the arguments choose. */
export function orderOf(read: SetRead<object>, args: Record<string, unknown>): Order {
  if (!read.orderChoices) return read.order;
  return read.orderChoices.orders[String(args.orderBy ?? read.orderChoices.initial)] ?? read.order;
}

/** The rows of the parent's set in this stretch, batched with those of its siblings. */
export function readSet(read: SetRead<object>, call: Call, stretch: Stretch): Promise<Row[]> {
  const bounds = boundsOf(read, call.args);
  return batched(read, call, JSON.stringify(['set', call.args, stretch]), async (ctx, parents) => {
    return run(ctx, setStatement(read, parents, bounds, stretch, ctx));
  });
}

/** How many rows the parent's set has; null beyond the cap. */
export async function countSet(read: SetRead<object>, call: Call, cap: number | undefined): Promise<number | null> {
  const bounds = boundsOf(read, call.args);
  const order = orderOf(read, call.args);
  const [row] = await batched(read, call, JSON.stringify(['count', call.args]), async (ctx, parents) => {
    return run(ctx, countStatement(read, parents, bounds, order, cap, ctx));
  });
  const total = Number(row?.count ?? 0);
  return cap !== undefined && total > cap ? null : total;
}

function boundsOf(read: SetRead<object>, args: Record<string, unknown>): Bound[] {
  const fixed = read.conditions.map((condition): Bound => ({ condition, path: '' }));
  const named = [...read.args].map(([name, { condition }]): Bound => ({ condition, value: args[name], path: name }));
  const filter = (args.filter ?? {}) as Record<string, unknown>;
  const keys = read.filterInput ? [...filterConditions(read.filterInput(), read.target())] : [];
  const filtered = keys.map(([key, condition]): Bound => ({ condition, value: filter[key], path: `filter.${key}` }));
  return [...fixed, ...named, ...filtered];
}

type Batch = (ctx: ReadContext, parents: readonly string[] | undefined) => Promise<Row[]>;

function batched(read: SetRead<object>, call: Call, shape: string, batch: Batch): Promise<Row[]> {
  if (!read.parentColumn && !read.bridge) return batch(call.ctx, undefined);
  const parent = call.parent?.[read.parentKey];
  const isMeant = read.ofParents.every(({ column, values }) => values.includes(String(call.parent?.[column])));
  if (parent === undefined || parent === null || !isMeant) return Promise.resolve([]);
  return loadOne(call.ctx, shapeLoader(read, shape, call.ctx, batch), String(parent));
}

/** Siblings with equal arguments share a batch: one loader per read and shape, kept with the request. */
function shapeLoader(
  read: SetRead<object>,
  shape: string,
  ctx: ReadContext,
  batch: Batch,
): LoaderDefinition<ReadContext, Row[]> {
  const memo = ctx.loaders as Map<
    unknown,
    Map<string, LoaderDefinition<ReadContext, Row[]>> | DataLoader<string, unknown>
  >;
  const shapes = (memo.get(read) as Map<string, LoaderDefinition<ReadContext, Row[]>> | undefined) ?? new Map();
  memo.set(read, shapes);
  const known = shapes.get(shape);
  if (known) return known;
  const definition = defineLoader(async (loading: ReadContext, parents: readonly string[]) => {
    const sets = new Map<unknown, Row[]>(parents.map((parent) => [parent, []]));
    for (const row of await batch(loading, parents)) sets.get(row._parent)?.push(row);
    return parents.map((parent) => sets.get(parent) ?? []);
  });
  shapes.set(shape, definition);
  return definition;
}
