import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

/** Arguments of paging, which every connection has. */
export const PAGING: readonly string[] = ['first', 'after', 'last', 'before'];

export type AnyField = GraphQLField<unknown, unknown>;

/** Whether the type is a connection of Relay's kind. */
export const isConnection = (type: GraphQLOutputType): boolean => getNamedType(type).name.endsWith('Connection');

/** Whether a field leads to a record with an id, or to one of several kinds. */
export function leadsToNodes(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  if (isUnionType(named)) return true;
  return (
    (isObjectType(named) || isInterfaceType(named)) &&
    (named.name === 'Node' || named.getInterfaces().some(({ name }) => name === 'Node'))
  );
}

/** Whether a field ends there. */
export const isLeaf = (type: GraphQLOutputType): boolean => isLeafType(getNamedType(type));

/** The fields of an object or interface type. */
export function fieldsOf(type: GraphQLCompositeType): AnyField[] {
  return isUnionType(type) ? [] : Object.values(type.getFields());
}

/** The object types of a composite type. */
export function membersOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}

/** Leaf fields that need no argument: what can be compared wherever a record is met. */
export function leafNames(type: GraphQLCompositeType): string[] {
  return fieldsOf(type)
    .filter((field) => isLeaf(field.type) && !field.args.some(isRequiredArgument))
    .map(({ name }) => name);
}

/** The composite type that a field leads to. */
export function compositeOf(type: GraphQLOutputType): GraphQLCompositeType {
  const named = getNamedType(type);
  if (!isCompositeType(named)) throw new Error(`${named.name} has no fields.`);
  return named;
}

/** Every node type, by the prefix of its ids. */
export function nodeTypes(schema: GraphQLSchema): { readonly prefix: string; readonly type: GraphQLObjectType }[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const prefix = isObjectType(type) ? type.extensions.idPrefix : undefined;
    return isObjectType(type) && typeof prefix === 'string' ? [{ prefix, type }] : [];
  });
}

/** What the records of a connection are. */
export function nodeTypeOf(connection: GraphQLCompositeType): GraphQLOutputType {
  const nodes = isObjectType(connection) ? connection.getFields().nodes : undefined;
  if (!nodes) throw new Error(`${connection.name} has no nodes.`);
  return nodes.type;
}
