import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { PlanContext } from './context';
import { withPlainRows } from './install';
import type { Source } from './source';

/** Answers a document over a root value that a plan has read. */
export type Engine = (
  root: object,
  ctx: PlanContext,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

/** graphql-js itself: nothing to prepare, so it is for what is asked once, and for whatever graphql-jit cannot do. */
export function plainEngine(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Engine {
  return (rootValue, contextValue, variableValues) =>
    execute({ schema, document, operationName, rootValue, contextValue, variableValues }) as ReturnType<Engine>;
}

/**
 * graphql-jit: compiles the document to JavaScript once, and answers several times as fast. Only for operations whose root value
 * holds everything, so that answering has no effects: where graphql-jit meets an error, it goes on past what the error nulls and
 * words it in its own way, so graphql-js answers again.
 */
export function fastEngine(schema: GraphQLSchema, document: DocumentNode, source: Source): Engine {
  const plain = plainEngine(schema, document, source.operation.name?.value);
  if (isIntrospective(source, source.operation.selectionSet)) return plain;
  const compile = () => compileQuery(schema, document, source.operation.name?.value);
  const compiled = source.isPlain ? withPlainRows(schema, compile) : compile();
  if (!isCompiledQuery(compiled)) return plain;
  const defaults = defaultsOf(source.operation);
  return async (root, ctx, variables) => {
    const result: ExecutionResult = await compiled.query(root, ctx, { ...defaults, ...variables });
    return result.errors ? plain(root, ctx, variables) : result;
  };
}

/** The defaults of variables, for graphql-jit forgets that of one that may not be null. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  const given = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  return Object.fromEntries(given);
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
