import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { isConnection } from '../reads/connections';
import { OneRead, type Read } from '../reads/declare';
import { complete, completeAhead, RecordReference } from './completion';
import type { PlanContext } from './context';
import { EntityTypes } from './entity-types';
import { valueIn } from './source';

type ObjectField = GraphQLField<Record<string, unknown>, PlanContext>;
type Resolver = GraphQLFieldResolver<Record<string, unknown>, PlanContext>;

/** Lets every declared read take what a plan has read, and completes the records that resolvers answer with. */
export function installPlan(schema: GraphQLSchema): void {
  const types = new EntityTypes(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) readTypeName(type);
    if (!isObjectType(type)) continue;
    // A plan's rows are plain objects, and say their type themselves where it is a question.
    type.isTypeOf = undefined;
    for (const field of Object.values(type.getFields()) as ObjectField[])
      setResolver(field, resolverOf(type, field, types, schema));
  }
}

/**
 * Does something while fields of rows answer with their property, whatever their arguments: for graphql-jit, which reads resolvers
 * when it compiles, and calls none as quickly as none.
 */
export function withPlainRows<T>(schema: GraphQLSchema, work: () => T): T {
  const types = new EntityTypes(schema);
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && types.entityOf(type) ? Object.values(type.getFields()) : [],
  );
  const slots = fields.filter(({ extensions, args }) => extensions.read && args.length > 0);
  const resolvers = slots.map(({ resolve }) => resolve);
  try {
    for (const field of slots) setResolver(field, undefined);
    return work();
  } finally {
    for (const [index, field] of slots.entries()) setResolver(field, resolvers[index]);
  }
}

/** graphql-js means the same by a resolver that is undefined and by none; its types do not. */
function setResolver(field: { resolve?: unknown }, resolver: unknown): void {
  Object.assign(field, { resolve: resolver });
}

function readTypeName(type: Extract<GraphQLNamedType, { resolveType: unknown }>): void {
  const { resolveType } = type;
  type.resolveType = (value, ctx, info, abstractType) =>
    (value as { __typename?: string }).__typename ?? resolveType?.(value, ctx, info, abstractType);
}

/** Undefined where the property of that name is the answer. */
function resolverOf(
  type: GraphQLObjectType,
  field: ObjectField,
  types: EntityTypes,
  schema: GraphQLSchema,
): Resolver | undefined {
  if (type === schema.getMutationType()) {
    if (types.isShown(getNamedType(field.type)))
      throw new Error(`${field.name} answers with a record: give it a payload.`);
    return readingAhead(field.resolve as Resolver, types);
  }
  const read = field.extensions.read as Read | undefined;
  const isRow = types.entityOf(type) !== undefined;
  if (read && type === schema.getQueryType()) return takeSlot(field.name);
  if (read && isRow) return field.args.length > 0 ? takeSlot(field.name) : undefined;
  if (read) return followReference(`${type.name}.${field.name}`, read, types);
  const showsRows = !isConnection(type.name) && types.isShown(getNamedType(field.type));
  if (!showsRows) return field.resolve as Resolver | undefined;
  if (isRow) throw new Error(`${type.name}.${field.name} leads to records: declare a read of it.`);
  return completing((field.resolve ?? defaultFieldResolver) as Resolver, types);
}

function takeSlot(name: string): Resolver {
  return (row, _args, _ctx, { fieldNodes }) => {
    const value = valueIn(row, name, fieldNodes[0]);
    // Rejected, not thrown: where an item of a list fails at once, graphql-js forgets the items before it that still wait.
    return value instanceof Error ? Promise.reject(value) : value;
  };
}

/** Lets a mutation's transaction read what its payload will show. */
function readingAhead(resolve: Resolver, types: EntityTypes): Resolver {
  return (parent, args, ctx, info) => {
    ctx.readAhead = (payload) => completeAhead(payload, ctx, info, types);
    return resolve(parent, args, ctx, info);
  };
}

function completing(resolve: Resolver, types: EntityTypes): Resolver {
  return async (parent, args, ctx, info) => complete(await resolve(parent, args, ctx, info), ctx, info, types);
}

/** Of an object that is no row only references to rows can be declared. */
function followReference(name: string, read: Read, types: EntityTypes): Resolver {
  if (!(read instanceof OneRead)) throw new Error(`${name} hangs on an object that is no row.`);
  return async (parent, _args, ctx, info) => {
    const id = parent[read.column];
    return typeof id === 'string' ? complete(new RecordReference(read.target(), id), ctx, info, types) : null;
  };
}
