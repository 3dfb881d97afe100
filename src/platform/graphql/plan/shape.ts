import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import type { Args } from './source';

/** A variable and its type. */
export interface TypedVariable {
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** The variables of an operation. */
export function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): TypedVariable[] {
  return (operation.variableDefinitions ?? []).map(({ variable, type }) => {
    // Validation has found it to be an input type.
    return { name: variable.name.value, type: typeFromAST(schema, type as never) as GraphQLInputType };
  });
}

/**
 * Everything about the variables that changes the text of a statement, and nothing else: what is given and what is not,
 * down to the keys of input objects, and the values of enums and booleans.
 */
export function shapeOf(variables: readonly TypedVariable[], values: Args): string {
  let shape = '';
  for (const { name, type } of variables) shape += `${name}:${shapeOfValue(values[name], type)} `;
  return shape;
}

function shapeOfValue(value: unknown, type: GraphQLInputType): string {
  if (value === undefined || value === null) return '0';
  if (isNonNullType(type)) return shapeOfValue(value, type.ofType);
  if (isListType(type)) return '1';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return `{${fields.map((field) => shapeOfValue((value as Args)[field.name], field.type)).join('')}}`;
  }
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return isEnumType(type) ? `<${String(value)}>` : '1';
}
