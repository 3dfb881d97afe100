import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../observability/log';
import type { Metrics } from '../observability/metrics';
import { answerError, sendJson } from './answer-error';
import { type GraphqlBody, readRequest } from './check-request';
import type { Drain } from './drain';
import { Operation, type OperationContext } from './operation';
import { carry } from './operation-plugin';
import { requestIdOf, setResponseHeaders } from './response-headers';

/** What a context is made from. */
export interface ContextRequest {
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  /** The parsed JSON body. */
  readonly body: unknown;
}

interface GraphqlOptions<C extends OperationContext> {
  readonly apollo: ApolloServer<C>;
  readonly drain: Drain;
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly metrics: Metrics;
  contextFor(request: ContextRequest): Promise<C>;
}

/** A client may call an operation whatever it likes; the log takes this many letters of it. */
const MAX_NAME = 80;

/**
 * POST /graphql, on node's own server: what Express does to each request and response costs as much as answering a small query,
 * and twice that in memory to collect.
 */
export function graphqlHandler<C extends OperationContext>(options: GraphqlOptions<C>): RequestListener {
  return (req, res) => {
    setResponseHeaders(req, res);
    const operation = begin(res, options);
    options.drain.during(answer(req, res, operation, options)).catch(() => res.destroy());
  };
}

/** Opens the books on a request; they are closed when its answer has left, or its caller has. */
function begin<C extends OperationContext>(res: ServerResponse, { log, metrics }: GraphqlOptions<C>): Operation<C> {
  const operation = new Operation<C>(requestIdOf(res));
  res.once('close', () => {
    const facts = operation.facts(res.writableFinished);
    metrics.observe(facts);
    log.info(
      {
        requestId: operation.requestId,
        operation: operation.name?.slice(0, MAX_NAME),
        type: facts.type,
        role: operation.context?.roleName,
        status: res.statusCode,
        outcome: facts.outcome,
        durationMs: Math.round(facts.durationMs * 10) / 10,
        statements: facts.statements,
        ...(facts.errorCodes.length > 0 ? { errors: facts.errorCodes } : {}),
      },
      'graphql',
    );
  });
  return operation;
}

async function answer<C extends OperationContext>(
  req: IncomingMessage,
  res: ServerResponse,
  operation: Operation<C>,
  options: GraphqlOptions<C>,
): Promise<void> {
  const { contextFor, drain, log } = options;
  const { requestId } = operation;
  try {
    drain.admit(req, res);
    const body = await readRequest(req, res);
    operation.context = await contextFor({ headers: req.headers, requestId, body });
    await execute(req, res, body, operation, options);
  } catch (error) {
    const code = answerError(error, res, options);
    if (code !== undefined) operation.errorCodes = [code];
  } finally {
    // Normally closed long ago; what Apollo refuses before it begins must not keep a connection.
    await operation.close().catch((error: unknown) => log.warn({ requestId, err: error }, 'closing failed'));
  }
}

async function execute<C extends OperationContext>(
  req: IncomingMessage,
  res: ServerResponse,
  body: GraphqlBody,
  operation: Operation<C>,
  { apollo }: GraphqlOptions<C>,
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const answered = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body },
    context: async () => carry(operation),
  });
  for (const [name, value] of answered.headers) res.setHeader(name, value);
  if (answered.body.kind !== 'complete') throw new Error('Answers in parts are not supported.');
  sendJson(res, answered.status ?? 200, answered.body.string);
}
