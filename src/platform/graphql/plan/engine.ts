import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { PlanContext } from './context';
import type { Source } from './source';

/** Answers a document over a root value that a plan has read. */
export type Engine = (
  root: object,
  ctx: PlanContext,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

/** graphql-js itself: nothing to prepare, so it is for what is asked once. */
export function plainEngine(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Engine {
  return (rootValue, contextValue, variableValues) =>
    execute({ schema, document, operationName, rootValue, contextValue, variableValues }) as ReturnType<Engine>;
}

/** graphql-jit: compiles the document to JavaScript once, and answers several times as fast. It leaves introspection to graphql-js. */
export function fastEngine(schema: GraphQLSchema, document: DocumentNode, source: Source): Engine {
  const operationName = source.operation.name?.value;
  if (isIntrospective(source, source.operation.selectionSet)) return plainEngine(schema, document, operationName);
  const compiled = compileQuery(schema, document, operationName);
  if (!isCompiledQuery(compiled)) return plainEngine(schema, document, operationName);
  const defaults = defaultsOf(source.operation);
  return async (root, ctx, variables): Promise<ExecutionResult> => {
    const result: ExecutionResult = await compiled.query(root, ctx, { ...defaults, ...variables });
    return result.errors ? { ...result, errors: result.errors.map(toGraphQLError) } : result;
  };
}

/** The defaults of variables, for graphql-jit forgets that of one that may not be null. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  const given = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  return Object.fromEntries(given);
}

/** graphql-jit's errors lack what graphql-js's have. */
function toGraphQLError({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  // There is no document to find the places in again.
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: locations !== undefined });
}

function isIntrospective(source: Source, { selections }: SelectionSetNode, spread = new Set<string>()): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === '__schema' || node.name.value === '__type';
    if (node.kind === Kind.INLINE_FRAGMENT) return isIntrospective(source, node.selectionSet, spread);
    const fragment = source.fragments.get(node.name.value);
    if (!fragment || spread.has(node.name.value)) return false;
    return isIntrospective(source, fragment.selectionSet, spread.add(node.name.value));
  });
}
