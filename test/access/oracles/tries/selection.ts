import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Whether a field is a list in pages. */
export function isPage(field: Field): boolean {
  return getNamedType(field.type).name.endsWith('Connection');
}

/** What was written once: every bit asks the same, and a selection is long. */
const known = new WeakMap<GraphQLCompositeType, Map<number, string>>();

/** Everything that a type tells, down to a depth; lists in pages by their first three. */
export function selectionOf(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number): string {
  const ofType = known.get(type) ?? new Map<number, string>();
  known.set(type, ofType);
  const text = ofType.get(depth) ?? writeSelection(schema, type, depth);
  ofType.set(depth, text);
  return text;
}

function writeSelection(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number): string {
  // At the bottom, which record it is tells as much as its fields would, which are asked of the record itself.
  if (isUnionType(type) && depth === 0) return '{ __typename ... on Node { id } }';
  if (isUnionType(type)) return `{ __typename ${membersOf(schema, type, depth)} }`;
  const own = Object.values(type.getFields()).flatMap((field) => fieldOf(schema, field, depth));
  const members = isInterfaceType(type) && type.name !== 'Node' ? membersOf(schema, type, depth) : '';
  return `{ __typename ${own.join(' ')} ${members} }`;
}

function fieldOf(schema: GraphQLSchema, field: Field, depth: number): string[] {
  const type = getNamedType(field.type);
  if (field.args.some(isRequiredArgument)) return [];
  if (isLeafType(type)) return [field.name];
  if (depth === 0 || !isCompositeType(type)) return [];
  if (isPage(field)) return [`${field.name}(first: 3) ${pageOf(schema, field, depth - 1)}`];
  return [`${field.name} ${selectionOf(schema, type, depth - 1)}`];
}

/** What a page tells: how many there are, which, and whether there are more. */
export function pageOf(schema: GraphQLSchema, field: Field, depth: number): string {
  const connection = getNamedType(field.type);
  const nodes = 'getFields' in connection ? connection.getFields().nodes : undefined;
  const node = nodes && getNamedType(nodes.type);
  if (!node || !isCompositeType(node)) throw new Error(`${field.name} is no list in pages.`);
  return `{ nodes ${selectionOf(schema, node, depth)} pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
}

/** What only some of those behind a union or interface tell. */
function membersOf(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number): string {
  if (!isUnionType(type) && !isInterfaceType(type)) return '';
  const shared = isInterfaceType(type) ? Object.keys(type.getFields()) : [];
  const members = schema.getPossibleTypes(type);
  return members
    .map((member) => {
      const more = Object.values(member.getFields()).filter(({ name }) => !shared.includes(name));
      const parts = more.flatMap((field) =>
        fieldOf(schema, field, isUnionType(type) ? depth : 0).map((part) =>
          // GraphQL wants one type of a name: where members differ in it, each is asked by a name of its own.
          members.some((other) => differsIn(other, field)) ? `${field.name}Of${member.name}: ${part}` : part,
        ),
      );
      return parts.length > 0 ? `... on ${member.name} { ${parts.join(' ')} }` : '';
    })
    .join(' ');
}

function differsIn(other: GraphQLObjectType, { name, type }: Field): boolean {
  const same = other.getFields()[name];
  return same !== undefined && String(same.type) !== String(type);
}
