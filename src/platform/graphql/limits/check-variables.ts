import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  isNonNullType,
  isScalarType,
  isSpecifiedScalarType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { badInput, type FieldProblem, PublicError } from '../errors';

/** The values of an operation's variables, as the caller sent them. */
export type Variables = Readonly<Record<string, unknown>>;

/** Enough to mend a form; a hostile list does not make a long answer. */
const MAX_PROBLEMS = 20;

/** What a caller writes for each of GraphQL's own scalars. */
const WORDS: Readonly<Record<string, string>> = {
  Int: 'a whole number',
  Float: 'a number',
  Boolean: 'true or false',
  String: 'text',
  ID: 'an id',
};

/**
 * Checks variables as graphql-js will, but says what is wrong without repeating the value that is.
 * @throws BAD_USER_INPUT naming every path that cannot be accepted
 */
export function checkVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): void {
  const [first, ...others] = (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    if (!type || !isInputType(type)) return [];
    const name = definition.variable.name.value;
    if (Object.hasOwn(variables, name)) return problemsOf(name, variables[name], type);
    return isNonNullType(type) && !definition.defaultValue ? [{ path: name, message: `"${name}" is required.` }] : [];
  });
  if (first) throw badInput(first, ...others.slice(0, MAX_PROBLEMS - 1));
}

function problemsOf(name: string, value: unknown, type: GraphQLInputType): FieldProblem[] {
  const problems: FieldProblem[] = [];
  coerceInputValue(value, type, (keys, _value, error) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problemAt(name, keys, type, error));
  });
  return problems;
}

/** Paths hold names from the schema and positions in lists only: an unknown field is reported on its object. */
function problemAt(
  name: string,
  keys: readonly (string | number)[],
  type: GraphQLInputType,
  error: GraphQLError,
): FieldProblem {
  const path = [name, ...keys].join('.');
  if (error instanceof PublicError) return { path, message: error.message };
  const missing = /^Field "(\w+)" of required type /.exec(error.message)?.[1];
  if (missing !== undefined) return { path: `${path}.${missing}`, message: `"${path}.${missing}" is required.` };

  const expected = typeAt(type, keys);
  if (/^Field ".*" is not defined by type "\w+"\./s.test(error.message)) {
    return { path, message: `"${path}" has a field that ${String(getNamedType(expected))} does not know.` };
  }
  if (/^Expected non-nullable type /.test(error.message)) return { path, message: `"${path}" must not be null.` };
  return { path, message: `"${path}" must be ${wordsFor(expected)}` };
}

function typeAt(type: GraphQLInputType, keys: readonly (string | number)[]): GraphQLInputType {
  return keys.reduce<GraphQLInputType>((current, key) => {
    const named = getNamedType(current);
    // A position in a list keeps the list's item; a name steps into the object.
    return typeof key === 'string' && isInputObjectType(named) ? (named.getFields()[key]?.type ?? named) : named;
  }, type);
}

/** How the schema itself describes what belongs here, as the end of a sentence. */
export function wordsFor(type: GraphQLInputType): string {
  const named = getNamedType(type);
  const words = WORDS[named.name];
  if (words !== undefined) return `${words}.`;
  if (isInputObjectType(named)) return `an object of type ${named.name}.`;
  if (isScalarType(named) && !isSpecifiedScalarType(named) && named.description) {
    return `a valid ${named.name}. ${named.description}`;
  }
  return `a valid ${named.name}.`;
}
