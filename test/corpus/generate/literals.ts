import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';

/** A value as GraphQL writes it: enum values bare, the rest as JSON. */
export function literal(value: unknown, type: GraphQLInputType): string {
  const bare = getNullableType(type);
  if (value === null || value === undefined) return 'null';
  if (isListType(bare)) {
    const items = Array.isArray(value) ? value : [value];
    return `[${items.map((item) => literal(item, bare.ofType)).join(', ')}]`;
  }
  if (isInputObjectType(bare)) {
    const fields = Object.entries(value as object).flatMap(([name, inner]) => {
      const field = bare.getFields()[name];
      return field ? [`${name}: ${literal(inner, field.type)}`] : [];
    });
    return `{${fields.join(', ')}}`;
  }
  return isEnumType(getNamedType(bare)) ? String(value) : JSON.stringify(value);
}
