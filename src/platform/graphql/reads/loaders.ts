import DataLoader from 'dataloader';
import type { EntityClass } from '../nodes';
import type { ReadContext, Row } from './context';
import { rowsByIdStatement, rowsWhereStatement, type Statement } from './statements';

/** How to load values by key, in one batch. Identity is the key under which a request memoizes its DataLoader. */
export interface LoaderDefinition<C, V> {
  readonly load: (ctx: C, keys: readonly string[]) => Promise<readonly V[]>;
}

/** Defines a loader; callers write `ctx.load(definition, key)`. `load` answers in the order of the keys. */
export function defineLoader<C, V>(
  load: (ctx: C, keys: readonly string[]) => Promise<readonly V[]>,
): LoaderDefinition<C, V> {
  return { load };
}

/** One value through the request's own DataLoader of this definition. */
export function loadOne<C extends ReadContext, V>(ctx: C, definition: LoaderDefinition<C, V>, key: string): Promise<V> {
  const memo = ctx.loaders as Map<unknown, DataLoader<string, V>>;
  let loader = memo.get(definition);
  if (!loader) {
    loader = new DataLoader<string, V>((keys) => definition.load(ctx, keys));
    memo.set(definition, loader);
  }
  return loader.load(key);
}

const entityLoaders = new Map<EntityClass, LoaderDefinition<ReadContext, object | null>>();

/** Loads rows of an entity by UUID as instances; null when absent or invisible. */
export function entityById<T extends object>(entity: EntityClass<T>): LoaderDefinition<ReadContext, T | null> {
  let definition = entityLoaders.get(entity);
  if (!definition) {
    definition = defineLoader(async (ctx: ReadContext, ids: readonly string[]) => {
      const rows = await run(ctx, rowsByIdStatement(entity, ids, ctx));
      const byId = new Map(rows.map((row) => [row.id, shown(ctx, entity, row)]));
      return ids.map((id) => byId.get(id) ?? null);
    });
    entityLoaders.set(entity, definition);
  }
  return definition as LoaderDefinition<ReadContext, T | null>;
}

/** The visible rows whose columns have these values, by id. Not batched: for actions, never inside a list. */
export async function findRows<T extends object>(
  ctx: ReadContext,
  entity: EntityClass<T>,
  equals: Partial<T>,
): Promise<T[]> {
  const rows = await run(ctx, rowsWhereStatement(entity, equals as Record<string, unknown>, ctx));
  return rows.map((row) => shown(ctx, entity, row));
}

/** A row as an instance of its entity, after the request was told that its answer is made of it. */
export function shown<T extends object>(ctx: ReadContext, entity: EntityClass<T>, row: Row): T {
  ctx.note?.(entity, row);
  return ctx.tables.hydrate(entity, row);
}

/** Runs a built statement. */
export function run(ctx: ReadContext, statement: Statement): Promise<Row[]> {
  return ctx.query(statement.text, statement.values);
}
