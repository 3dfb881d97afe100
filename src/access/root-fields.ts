import type { GraphQLField, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { violates } from '../platform/database/violations';
import { forbidden } from '../platform/graphql/errors';
import { Refusal, Refused } from '../platform/graphql/refusals';
import { Unseen } from '../platform/graphql/unseen';
import type { Context } from './context';
import { type KeyedMutation, recallOutcome } from './idempotency-record';
import type { Role } from './role';
import { requireAgreement, requireScope, SYSTEMS } from './scopes';

type RootField = GraphQLField<unknown, Context>;
type RootResolver = GraphQLFieldResolver<unknown, Context>;

/**
 * Puts the door before every root field: the viewer is known, the role may ask, and a mutation runs once per idempotency key.
 * @throws when a root field names no roles: closed until somebody opens it
 */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const field of fieldsOf(schema.getQueryType())) {
    const door = field.extensions.read === undefined ? guarded : guardedRead;
    field.resolve = door(field, resolverOf(field));
  }
  for (const field of fieldsOf(schema.getMutationType())) requireScopeForSystems(field);
  for (const field of fieldsOf(schema.getMutationType()))
    field.resolve = guardedMutation(field, asMutation(resolverOf(field)));
  for (const field of fieldsOf(schema.getSubscriptionType())) guardSubscription(field);
}

/** What a subscriber hears of is looked at as a query is, each time: as whoever they are by then. What they may not see, is not sent. */
function guardSubscription(field: RootField): void {
  const subscribe = field.subscribe as RootResolver | undefined;
  if (!subscribe) throw new Error(`The subscription ${field.name} listens to nothing.`);
  const show = guarded(field, resolverOf(field));
  field.subscribe = guarded(field, subscribe);
  field.resolve = async (announcement, args, ctx, info) => {
    const shown = await show(announcement, args, ctx, info);
    if (shown === null || shown === undefined) throw new Unseen();
    return shown;
  };
}

/** A system acts by scopes: a mutation that is open to one and names none would be open to every registered client. */
function requireScopeForSystems(field: RootField): void {
  const allowed = (field.extensions.allow ?? []) as readonly Role[];
  if (field.extensions.scope !== undefined || !allowed.some((role) => SYSTEMS.includes(role))) return;
  throw new Error(`The mutation ${field.name} is open to systems and names no scope.`);
}

function fieldsOf(type: { getFields(): object } | null | undefined): RootField[] {
  return type ? (Object.values(type.getFields()) as RootField[]) : [];
}

function resolverOf(field: RootField): RootResolver {
  if (!field.resolve) throw new Error(`The root field ${field.name} has no resolver.`);
  return field.resolve as RootResolver;
}

function allowedRoles(field: RootField): readonly Role[] {
  const allowed = field.extensions.allow as readonly Role[] | undefined;
  if (!allowed || allowed.length === 0)
    throw new Error(`The root field ${field.name} is open to no role: give it a permission.`);
  return allowed;
}

/** A declared read was read in advance, or was left out for this role. Where the viewer is not known yet, nothing was read. */
function guardedRead(field: RootField, resolve: RootResolver): RootResolver {
  const allowed = allowedRoles(field);
  const late = guarded(field, resolve);
  return (root, args, ctx, info) => {
    if (!ctx.isEntered) return late(root, args, ctx, info);
    if (!allowed.includes(ctx.viewer.role)) throw forbidden();
    return resolve(root, args, ctx, info);
  };
}

/** What a mutation reads first goes out together with the question who asks: an unknown caller is refused all the same. */
function guardedMutation(field: RootField, resolve: RootResolver): RootResolver {
  const allowed: readonly string[] = allowedRoles(field);
  const guardedFirst = guarded(field, resolve);
  const needsScope = field.extensions.scope !== undefined;
  return async (root, args, ctx, info) => {
    ctx.beginWriting();
    const { roleName = '' } = ctx;
    const isPlain = allowed.includes(roleName) && !(needsScope && SYSTEMS.some((system) => system === roleName));
    if (!isPlain) return guardedFirst(root, args, ctx, info);
    try {
      return await resolve(root, args, ctx, info);
    } finally {
      // Whatever came of it: nobody is told who was not found.
      await ctx.enter();
    }
  };
}

function guarded(field: RootField, resolve: RootResolver): RootResolver {
  const allowed = allowedRoles(field);
  const scope = field.extensions.scope as string | undefined;
  return async (root, args, ctx, info) => {
    const viewer = await ctx.enter();
    if (!allowed.includes(viewer.role)) throw forbidden();
    if (scope !== undefined) requireScope(viewer, scope);
    if (scope !== undefined) requireAgreement(viewer);
    return resolve(root, args, ctx, info);
  };
}

function asMutation(resolve: RootResolver): RootResolver {
  return async (root, args, ctx, info) => {
    const perform = (): Promise<unknown> => refusalsAsResults(async () => resolve(root, args, ctx, info));
    if (!ctx.idempotency) return perform();
    return once(ctx, { field: String(info.path.key), ...ctx.idempotency }, perform);
  };
}

async function refusalsAsResults(perform: () => Promise<unknown>): Promise<unknown> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** One effect per key. A twin at the same moment loses on the key's row, is undone whole, and answers as the first did. */
async function once(ctx: Context, mutation: KeyedMutation, perform: () => Promise<unknown>): Promise<unknown> {
  const before = await recallOutcome(ctx, mutation);
  if (before) return before;
  const running = { ...mutation, isDone: false };
  ctx.mutation = running;
  try {
    const result = await perform();
    // Refused, or nothing was left to do: a twin may have been first, and then its answer is the answer.
    return running.isDone && !(result instanceof Refusal) ? result : ((await recallAfresh(ctx, mutation)) ?? result);
  } catch (error) {
    const twin = await recallAfresh(ctx, mutation);
    if (twin) return twin;
    if (violates(error, 'idempotency_key_pkey')) throw new Error('A twin took the key, and left no outcome.');
    throw error;
  } finally {
    ctx.mutation = undefined;
  }
}

/** The read transaction sees the snapshot it began with; a twin's outcome is in a later one. */
async function recallAfresh(ctx: Context, mutation: KeyedMutation): Promise<object | undefined> {
  await ctx.refresh();
  return recallOutcome(ctx, mutation);
}
