import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import { type Request, type RequestHandler, Router } from 'express';
import type { Logger } from '../observability/log';
import type { Metrics } from '../observability/metrics';
import { checkRequest } from './check-request';
import type { Drain } from './drain';
import { Operation, type OperationContext } from './operation';
import { carry } from './operation-plugin';
import { requestIdOf } from './response-headers';

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
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The operations on their way, by request. */
  readonly operations: WeakMap<Request, Operation<C>>;
  contextFor(request: ContextRequest): Promise<C>;
}

/** A client may call an operation whatever it likes; the log takes this many letters of it. */
const MAX_NAME = 80;

/** POST /graphql. */
export function graphqlRoutes<C extends OperationContext>(options: GraphqlOptions<C>): Router {
  const router = Router();
  router.all('/graphql', begin(options), ...checkRequest(), run(options));
  return router;
}

/** Opens the books on a request; they are closed when its answer has left, or its caller has. */
function begin<C extends OperationContext>({ operations, log, metrics }: GraphqlOptions<C>): RequestHandler {
  return (req, res, next) => {
    const operation = new Operation<C>(requestIdOf(res));
    operations.set(req, operation);
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
    next();
  };
}

function run<C extends OperationContext>(options: GraphqlOptions<C>): RequestHandler {
  const { apollo, contextFor, drain, log, operations } = options;
  const operationOf = (req: Request): Operation<C> => {
    const operation = operations.get(req);
    if (!operation) throw new Error('The request was not begun.');
    return operation;
  };
  const execute = expressMiddleware(apollo, { context: async ({ req }) => carry(operationOf(req)) });

  return async (req, res, next) => {
    const operation = operationOf(req);
    const { requestId } = operation;
    const work = async (): Promise<void> => {
      operation.context = await contextFor({ headers: req.headers, requestId, body: req.body });
      try {
        await execute(req, res, next);
      } finally {
        // Normally closed long ago; what Apollo refuses before it begins must not keep a connection.
        await operation.close().catch((error: unknown) => log.warn({ requestId, err: error }, 'closing failed'));
      }
    };
    await drain.during(work());
  };
}
