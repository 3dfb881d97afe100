import DataLoader from 'dataloader';
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import type { EntityClass } from '../nodes';
import type { Row } from '../reads/context';
import type { Run } from './compiler';
import type { PlanContext } from './context';
import type { EntityTypes } from './entity-types';
import { isPlanned } from './instances';
import { kindKey, kindOf } from './kind-of-caller';
import { bind } from './plan';
import { compileRows, type RowsPlan, type RowsWish } from './rows-plan';
import { shapeOf, variablesOf } from './shape';
import { type Args, pickFields, type Source, selectionsOf } from './source';

/** A record by its UUID, in the place of the record: what the document selects of it is read in one statement with it. */
export class RecordReference {
  constructor(
    readonly entity: EntityClass,
    readonly id: string,
  ) {}
}

/** Completes what a resolver answered with: each record gets whatever the document selects beneath it. */
export async function complete(
  value: unknown,
  ctx: PlanContext,
  info: GraphQLResolveInfo,
  types: EntityTypes,
): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => complete(item, ctx, info, types)));
  const wish = wishFor(value, info, types);
  return wish ? loaderOf(wish, ctx, info, types).load(value as object) : value;
}

/** What has to be read of this value; undefined when it is no record, or one that was read whole. */
function wishFor(value: unknown, info: GraphQLResolveInfo, types: EntityTypes): RowsWish | undefined {
  if (typeof value !== 'object' || value === null || isPlanned(value)) return undefined;
  const entity = value instanceof RecordReference ? value.entity : (value.constructor as EntityClass);
  const type = memberFor(entity, info, types);
  if (!type) return undefined;
  const by = value instanceof RecordReference ? 'ids' : 'records';
  return { entity, type, selections: selectionsOf(info.fieldNodes), by };
}

/**
 * Begins to complete the records of a payload that a mutation is about to answer with, while its transaction is open: what the
 * document selects beneath them is read together with the writes, and is there when the payload's fields are resolved.
 * Every statement is sent before this returns.
 */
export function completeAhead(payload: unknown, ctx: PlanContext, info: GraphQLResolveInfo, types: EntityTypes): void {
  const type = typeof payload === 'object' && payload !== null && info.schema.getType(payload.constructor.name);
  if (!isObjectType(type)) return;
  const source = sourceOf(info);
  for (const { field, nodes } of pickFields(source, type, selectionsOf(info.fieldNodes)).values()) {
    const value = (payload as Record<string, unknown>)[field.name];
    for (const fieldNodes of byResponseKey(nodes))
      readAhead(value, ctx, { ...info, fieldNodes, returnType: field.type }, types);
  }
}

/** As the executor groups them, when it resolves the fields. */
function byResponseKey(nodes: readonly FieldNode[]): FieldNode[][] {
  const groups = new Map<string, FieldNode[]>();
  for (const node of nodes) {
    const key = (node.alias ?? node.name).value;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()];
}

function readAhead(value: unknown, ctx: PlanContext, info: GraphQLResolveInfo, types: EntityTypes): void {
  const wish = wishFor(value, info, types);
  if (!wish) return;
  const record = value as object;
  const row = readRows(wish, [record], ctx, info, types).then(([read]) => read);
  // Whoever asks for it is told.
  row.catch(() => undefined);
  loaderOf(wish, ctx, info, types).prime(record, row);
}

/** The object type under which the field shows rows of this entity. */
function memberFor(entity: EntityClass, info: GraphQLResolveInfo, types: EntityTypes): GraphQLObjectType | undefined {
  const type = types.typeOf(entity);
  const asked = getNamedType(info.returnType);
  if (!isObjectType(type)) return undefined;
  return type === asked || (isAbstractType(asked) && info.schema.isSubType(asked, type)) ? type : undefined;
}

const numbers = new WeakMap<FieldNode, number>();
let lastNumber = 0;

/** The same for the same wish at the same nodes, wherever their list was made. */
function keyOf({ by, type }: RowsWish, { fieldNodes }: GraphQLResolveInfo): string {
  const nodes = fieldNodes.map((node) => {
    const number = numbers.get(node) ?? ++lastNumber;
    numbers.set(node, number);
    return number;
  });
  return `${by} ${type.name} ${nodes.join()}`;
}

/** One statement for all records that are asked for the same, however many resolvers answered with them. */
function loaderOf(
  wish: RowsWish,
  ctx: PlanContext,
  info: GraphQLResolveInfo,
  types: EntityTypes,
): DataLoader<object, unknown> {
  const loaders = ctx.loaders as Map<unknown, DataLoader<object, unknown>>;
  const key = keyOf(wish, info);
  const known = loaders.get(key);
  if (known) return known;
  const loader = new DataLoader<object, unknown>((records) => readRows(wish, records, ctx, info, types));
  loaders.set(key, loader);
  return loader;
}

async function readRows(
  wish: RowsWish,
  records: readonly object[],
  ctx: PlanContext,
  info: GraphQLResolveInfo,
  types: EntityTypes,
): Promise<unknown[]> {
  const source = sourceOf(info);
  const variables: Args = info.variableValues;
  const compile = (faults: ReadonlyMap<string, unknown>): RowsPlan =>
    compileRows({ source, types, ...kindOf(ctx), variables, faults }, wish);
  const input =
    wish.by === 'ids' ? records.map((record) => (record as RecordReference).id) : asJson(records, wish, ctx);
  let plan = rememberedPlan(info.fieldNodes, `${keyOf(wish, info)} ${shapeFor(source, variables, ctx)}`, compile);
  let bound = bind(plan, variables, ctx, input);
  if (bound.faults) {
    plan = compile(bound.faults);
    bound = bind(plan, variables, ctx, input);
  }
  if (bound.faults) throw new Error('A place that was left out is still at fault.');
  const { run, values } = bound;
  const rows = plan.isAlone ? aloneRows(records, wish) : await readBy(plan, values, ctx);
  return records.map((record, index) => completed(rows, record, index, wish, plan, run));
}

function sourceOf({ schema, operation, fragments }: GraphQLResolveInfo): Source {
  return { schema, operation, fragments: new Map(Object.entries(fragments)), isPlain: false };
}

function shapeFor({ schema, operation }: Source, variables: Args, ctx: PlanContext): string {
  return `${kindKey(ctx)} ${shapeOf(variablesOf(schema, operation), variables)}`;
}

const plans = new WeakMap<FieldNode, Map<string, RowsPlan>>();
const MOST_PLANS = 16;

function rememberedPlan(
  [node]: readonly FieldNode[],
  key: string,
  compile: (faults: ReadonlyMap<string, unknown>) => RowsPlan,
): RowsPlan {
  const known = (node && plans.get(node)) ?? new Map<string, RowsPlan>();
  if (node) plans.set(node, known);
  const plan = known.get(key) ?? compile(new Map());
  if (known.size >= MOST_PLANS) known.clear();
  known.set(key, plan);
  return plan;
}

/** Rows as their table would hold them. */
function asJson(records: readonly object[], { entity }: RowsWish, { tables }: PlanContext): string {
  const { columns, kinds } = tables.of(entity);
  const all = [...columns.values(), ...(kinds ? [kinds.column] : [])];
  const unquote = (name: string): string => name.slice(1, -1);
  return JSON.stringify(
    records.map((record) =>
      Object.fromEntries(all.map(({ name, property }) => [unquote(name), (record as Row)[property] ?? null])),
    ),
  );
}

function aloneRows(records: readonly object[], { type }: RowsWish): Map<unknown, Row> {
  return new Map(records.map((record, index) => [index, { ...record, __typename: type.name }]));
}

async function readBy(plan: RowsPlan, values: readonly unknown[], ctx: PlanContext): Promise<Map<unknown, Row>> {
  const rows = await ctx.read({ text: plan.text, values, isLast: false });
  return new Map(rows.map(({ key, row }) => [key, row as Row]));
}

/** A row is completed once; asked for twice by its id, each gets its own. */
function completed(
  rows: Map<unknown, Row>,
  record: object,
  index: number,
  { by }: RowsWish,
  plan: RowsPlan,
  run: Run,
): unknown {
  const row = rows.get(by === 'ids' ? (record as RecordReference).id : index);
  return row ? plan.hydrateRow(by === 'ids' ? structuredClone(row) : row, run) : null;
}
