import { type ApolloServerPlugin, type BaseContext, HeaderMap } from '@apollo/server';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { maskError } from '../graphql/mask-errors';
import type { Logger } from '../observability/log';
import { acceptsPlainJson } from './check-request';
import type { OperationContext } from './operation';
import { logFailure } from './operation-plugin';

/** How operations are answered. */
export type Execute<C> = (request: {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly ctx: C;
  /** Of a subscription: what is announced. */
  readonly root?: object;
}) => Promise<ExecutionResult>;

interface ExecutionOptions<C extends OperationContext> {
  readonly schema: GraphQLSchema;
  readonly execute: Execute<C>;
  readonly log: Logger;
}

/**
 * Answers what Apollo has parsed and validated, by another executor than graphql-js. Errors are logged and masked here, because
 * Apollo takes such an answer as it is. Its gateway form would mask them, and costs 0.05 ms a request: each time it
 * makes an object with accessors of its own, with which V8 keeps the whole request until a major garbage collection.
 */
export function executionPlugin<C extends OperationContext & BaseContext>({
  schema,
  execute,
  log,
}: ExecutionOptions<C>): ApolloServerPlugin<C> {
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, contextValue: ctx }) {
          // No operation of that name, or several and no name: Apollo knows what to say.
          if (!operation) return null;
          const asked = { document, operation, variables: request.variables ?? {}, ctx };
          const { errors, ...rest } = await outcomeOf(execute, asked);
          for (const error of errors ?? []) logFailure(error, ctx.requestId, schema, log);
          const masked = errors?.map((error) => maskError(error, schema));
          return {
            http: { headers: headersFor(request.http?.headers.get('accept')) },
            body: { kind: 'single', singleResult: { ...rest, ...(masked ? { errors: masked } : {}) } },
          };
        },
      };
    },
  };
}

interface Outcome extends Omit<ExecutionResult, 'errors'> {
  readonly errors?: readonly unknown[];
}

/** What an executor throws is an error like any other. */
async function outcomeOf<C>(execute: Execute<C>, asked: Parameters<Execute<C>>[0]): Promise<Outcome> {
  try {
    return await execute(asked);
  } catch (error) {
    return { errors: [error] };
  }
}

/** Where nothing is said of the media type, Apollo negotiates. */
function headersFor(accept: string | undefined): HeaderMap {
  const headers = new HeaderMap();
  if (acceptsPlainJson(accept)) headers.set('content-type', 'application/json; charset=utf-8');
  return headers;
}
