import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import { INTERNAL_SERVER_ERROR, maskError, withRequestId } from '../graphql/mask-errors';
import type { Logger } from '../observability/log';
import type { Operation, OperationContext } from './operation';
import { statusOf } from './refusal';

const OPERATION = Symbol('operation');

/** What Apollo carries as its context until an operation begins. */
interface Carrier<C extends OperationContext> {
  readonly [OPERATION]: Operation<C>;
}

/**
 * Wraps an operation for its way through Apollo, which copies every context; a copy has no private state.
 * The plugin puts the context itself back.
 */
export function carry<C extends OperationContext>(operation: Operation<C>): C {
  const carrier: Carrier<C> = { [OPERATION]: operation };
  return carrier as unknown as C;
}

interface OperationPluginOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  /** Whether answers say what they cost the database: for those who develop, not for those who call. */
  readonly tellsPlans: boolean;
}

/** Follows each operation: what it is, how it fails, and the end of its transaction before the answer leaves. */
export function operationPlugin<C extends OperationContext>({
  schema,
  log,
  tellsPlans,
}: OperationPluginOptions): ApolloServerPlugin<C> {
  return {
    async requestDidStart(requestContext) {
      const carried: BaseContext = requestContext.contextValue;
      const operation = (carried as Carrier<C>)[OPERATION];
      Object.assign(requestContext, { contextValue: operation.context });
      return {
        async didResolveOperation({ operation: definition }) {
          operation.type = definition?.operation ?? 'none';
          operation.name = definition?.name?.value;
        },
        async didEncounterErrors({ errors }) {
          for (const error of errors) logFailure(error, operation.requestId, schema, log);
        },
        async willSendResponse({ response }) {
          const failure = await closingFailure(operation);
          if (failure !== undefined) {
            // What was read or written did not last, so nothing of it may be told.
            logFailure(failure.error, operation.requestId, schema, log);
            response.body = { kind: 'single', singleResult: { errors: [maskError(failure.error, schema)] } };
          }
          if (response.body.kind !== 'single') return;
          carryExtensions(response.body.singleResult, operation.context, failure !== undefined);
          const result = response.body.singleResult;
          if (result.errors) result.errors = result.errors.map((error) => withRequestId(error, operation.requestId));
          operation.errorCodes = codesOf(result);
          if (tellsPlans && operation.context) response.http.headers.set('x-plan', planOf(operation.context));
          response.http.status = httpStatus(result, operation.errorCodes);
        },
      };
    },
    async unexpectedErrorProcessingRequest({ error }) {
      log.error({ err: error }, 'an operation broke off');
    },
  };
}

/** What the context has to say goes with the data that it says it of. */
function carryExtensions(
  result: FormattedExecutionResult,
  context: OperationContext | undefined,
  failed: boolean,
): void {
  const extensions = failed ? undefined : context?.extensions;
  if (extensions) result.extensions = { ...result.extensions, ...extensions };
}

/** Logs what is not the caller's doing. */
export function logFailure(error: unknown, requestId: string, schema: GraphQLSchema, log: Logger): void {
  const code = maskError(error, schema).extensions?.code;
  if (code === INTERNAL_SERVER_ERROR) log.error({ requestId, err: error }, 'unforeseen error');
  else if (code === 'UNAVAILABLE') log.warn({ requestId, err: error }, 'something needed does not answer');
}

/** As in "1 statement, 2 round trips". */
function planOf({ statementCount, roundTripCount }: OperationContext): string {
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${counted(statementCount, 'statement')}, ${counted(roundTripCount, 'round trip')}`;
}

async function closingFailure<C extends OperationContext>(
  operation: Operation<C>,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await operation.close();
    return undefined;
  } catch (error) {
    return { error };
  }
}

function codesOf({ errors }: FormattedExecutionResult): string[] {
  return (errors ?? []).map(({ extensions }) => String(extensions?.code));
}

/** An executed operation answers 200, whatever its fields met; only who asks is a matter of the whole request. */
function httpStatus({ data }: FormattedExecutionResult, codes: readonly string[]): number {
  if (codes.includes('UNAUTHENTICATED')) return 401;
  return data === undefined ? statusOf(codes[0]) : 200;
}
