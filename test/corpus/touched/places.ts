import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';

type Field = GraphQLField<unknown, never>;

/** The places that a call of this field touches by its arguments: those given and not null, the keys within, the order taken. */
export function argumentPlaces(
  name: string,
  field: GraphQLField<unknown, object>,
  args: Record<string, unknown>,
  { fieldNodes }: GraphQLResolveInfo,
): string[] {
  const given = new Set(fieldNodes[0]?.arguments?.map((node) => node.name.value));
  return field.args.flatMap((arg) => {
    const value = args[arg.name];
    if (value === null || value === undefined) return [];
    if (isOrder(arg)) return [`${name}(${arg.name}: ${String(value)})`];
    if (!given.has(arg.name)) return [];
    return [`${name}(${arg.name})`, ...keysOf(value, arg).map((key) => `${name}(${arg.name}.${key})`)];
  });
}

function keysOf(value: unknown, { type }: GraphQLArgument): string[] {
  if (!isInputObjectType(getNamedType(type))) return [];
  const entries = Object.entries(value as object);
  return entries.filter(([, inner]) => inner !== null && inner !== undefined).map(([key]) => key);
}

/** An argument that chooses one of an enum's values: an order. A list of them is a filter. */
function isOrder({ type }: GraphQLArgument): boolean {
  return isEnumType(getNamedType(type)) && !isListType(getNullableType(type));
}

/** Every place that a query can touch: each field of each type that can be reached, and everything in its arguments. */
export function everyPlace(schema: GraphQLSchema): string[] {
  return [...reachable(schema)].flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => placesOf(`${type.name}.${field.name}`, field)),
  );
}

function placesOf(name: string, field: Field): string[] {
  const inArguments = field.args.flatMap((arg) => {
    const named = getNamedType(arg.type);
    if (isOrder(arg) && isEnumType(named))
      return named.getValues().map((value) => `${name}(${arg.name}: ${value.name})`);
    const keys = isInputObjectType(named) ? Object.keys(named.getFields()) : [];
    return [`${name}(${arg.name})`, ...keys.map((key) => `${name}(${arg.name}.${key})`)];
  });
  return [name, ...inArguments];
}

function reachable(schema: GraphQLSchema): Set<GraphQLObjectType> {
  const found = new Set<GraphQLObjectType>();
  const visit = (type: unknown): void => {
    if (isAbstractType(type)) for (const member of schema.getPossibleTypes(type)) visit(member);
    if (!isObjectType(type) || found.has(type)) return;
    found.add(type);
    for (const { type: inner } of Object.values(type.getFields())) visit(getNamedType(inner));
  };
  visit(schema.getQueryType());
  return found;
}
