import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { toGlobalId } from '../ids';
import type { ReadContext, Row } from './context';
import type { Read } from './declare';
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
    field.resolve = (page) => (page as unknown as Page).countTotal();
}

function installNodeId(type: GraphQLObjectType): void {
  const prefix = type.extensions.idPrefix;
  const id = type.getFields().id as ObjectField | undefined;
  if (typeof prefix === 'string' && id) id.resolve = (row) => toGlobalId(prefix, String(row.id));
}
