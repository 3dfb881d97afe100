import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { toGlobalId } from '../../../src/platform/graphql/ids';
import { RecordReference } from '../../../src/platform/graphql/plan';
import { entityById, loadOne } from '../../../src/platform/graphql/reads';
import type { ReadContext, Row } from '../../../src/platform/graphql/reads/context';
import type { Read } from '../../../src/platform/graphql/reads/declare';
import { executeRead } from './execute';
import type { Page } from './page';

type ObjectField = GraphQLField<Row, ReadContext>;

/** Puts the plain executor behind every declared read, and global ids on every node type. */
export function installReads(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()) as ObjectField[]) installField(type, field);
    installNodeId(type);
  }
}

function installField(type: GraphQLObjectType, field: ObjectField): void {
  const read = field.extensions.read as Read | undefined;
  if (read) {
    const name = `${type.name}.${field.name}`;
    field.resolve = (parent, args, ctx) => executeRead(read, { field: name, parent, args, ctx });
  }
  if (type.name.endsWith('Connection') && field.name === 'totalCount')
    field.resolve = (page) => (isCounting(page) ? page.countTotal() : page.totalCount);
  const { resolve } = field;
  // Records by id are references, which the plan reads with whatever is selected of them.
  if (!read && resolve && type.name === 'Query')
    field.resolve = async (parent, args, ctx, info) => dereference(await resolve(parent, args, ctx, info), ctx);
}

function installNodeId(type: GraphQLObjectType): void {
  const prefix = type.extensions.idPrefix;
  const id = type.getFields().id as ObjectField | undefined;
  if (typeof prefix === 'string' && id) id.resolve = (row) => toGlobalId(prefix, String(row.id));
}

function isCounting(page: object): page is Page {
  return 'countTotal' in page;
}

async function dereference(value: unknown, ctx: ReadContext): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => dereference(item, ctx)));
  return value instanceof RecordReference ? loadOne(ctx, entityById(value.entity), value.id) : value;
}
