import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Settings } from '../config/settings';
import { PublicError } from '../graphql/errors';
import { LIMITS, limitsPlugin } from '../graphql/limits';
import { maskError } from '../graphql/mask-errors';
import type { Logger } from '../observability/log';
import type { Metrics } from '../observability/metrics';
import { answerError } from './answer-error';
import { Drain } from './drain';
import { type Execute, executionPlugin } from './execution-plugin';
import { graphiqlRoutes } from './graphiql';
import { type ContextRequest, graphqlHandler } from './graphql-handler';
import { healthRoutes } from './health-routes';
import { listen } from './listen';
import { type LiveCaller, type LiveLimits, LiveServer } from './live';
import type { OperationContext } from './operation';
import { operationPlugin } from './operation-plugin';
import { setResponseHeaders } from './response-headers';

export type { ContextRequest } from './graphql-handler';
export type { OperationContext } from './operation';

interface HttpServerOptions<C extends OperationContext> {
  readonly schema: GraphQLSchema;
  /** Answers one operation that was found to be valid and within the limits. */
  readonly execute: Execute<C>;
  readonly settings: Settings;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Makes an operation's context. May throw PublicError: UNAUTHENTICATED answers HTTP 401. */
  contextFor(request: ContextRequest): Promise<C>;
  /** Whose a connection for subscriptions is; undefined without a token. */
  callerOf(headers: ContextRequest['headers']): Promise<LiveCaller | undefined>;
  /** Of subscriptions, where they differ from the usual ones. */
  readonly liveLimits?: Partial<LiveLimits>;
  /** Whether requests can be answered: database and migrations. */
  isReady(): Promise<boolean>;
  readonly plugins?: readonly ApolloServerPlugin<C>[];
  /** What else the server answers, beside the graph. */
  readonly routes?: readonly RequestHandler[];
  /** How long a stop waits for requests in flight, in milliseconds; 10 s by default. */
  readonly stopGraceMs?: number;
}

export interface RunningServer {
  /** Where it is, without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** What answers each request, for those who bring their own. */
  readonly listener: RequestListener;
  /** Refuses new requests, finishes those in flight, then closes everything. */
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 10_000;

/** How long a client may take to send its request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Serves a schema over HTTP. It knows nothing of the domain: contexts and readiness are given.
 * @throws SettingsError when the address cannot be used
 */
export async function startHttpServer<C extends OperationContext>(
  options: HttpServerOptions<C>,
): Promise<RunningServer> {
  const { settings, stopGraceMs = STOP_GRACE_MS } = options;
  const apollo = createApollo(options);
  await apollo.start();
  const drain = new Drain();
  const { schema, log, metrics } = options;
  const graphql = graphqlHandler({
    apollo,
    drain,
    schema,
    log,
    metrics,
    contextFor: (request) => options.contextFor(request),
  });
  const app = createApp(options, drain);
  const listener: RequestListener = (req, res) => {
    const hasPage = settings.environment === 'development' && wantsPage(req);
    if (isGraphql(req.url) && !hasPage) graphql(req, res);
    else app(req, res);
  };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, listener);
  drain.watch(server);
  const live = new LiveServer<C>({
    ...options,
    drain,
    contextFor: (request) => options.contextFor(request),
    callerOf: (headers) => options.callerOf(headers),
    limits: options.liveLimits,
  });
  live.attach(server, isGraphql);
  const url = await listenOrStop(server, settings, apollo);

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await live.stop();
    await drain.stop(stopGraceMs);
    await apollo.stop();
  };
  return {
    url,
    listener,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function listenOrStop<C extends OperationContext>(
  server: Server,
  { port, host }: Settings,
  apollo: ApolloServer<C>,
): Promise<string> {
  try {
    return await listen(server, port, host);
  } catch (error) {
    await apollo.stop();
    throw error;
  }
}

function createApollo<C extends OperationContext>(options: HttpServerOptions<C>): ApolloServer<C> {
  const { schema, execute, settings, log, plugins = [] } = options;
  return new ApolloServer<C>({
    schema,
    plugins: [
      // First, for it gives the context to all others.
      operationPlugin<C>({ schema, log, tellsPlans: settings.environment === 'development' }),
      executionPlugin<C>({ schema, execute, log }),
      limitsPlugin({ limits: LIMITS, maxPageSize: settings.maxPageSize }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins,
    ],
    formatError: (_formatted, error) => maskError(error, schema),
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    introspection: settings.environment !== 'production',
    parseOptions: { maxTokens: LIMITS.tokens },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    nodeEnv: settings.environment,
    logger: quietly(log),
  });
}

/** Everything beside the graph: health, metrics, in development the explorer, and a word to whoever is lost. */
function createApp<C extends OperationContext>(options: HttpServerOptions<C>, drain: Drain): Express {
  const { settings, schema, log, metrics } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.use((req, res, next) => {
    setResponseHeaders(req, res);
    drain.admit(req, res);
    next();
  });
  app.use(healthRoutes({ metrics, isReady: () => options.isReady() }));
  if (settings.environment === 'development') app.use(graphiqlRoutes());
  for (const routes of options.routes ?? []) app.use(routes);
  app.use(() => {
    throw new PublicError('NOT_FOUND', 'There is nothing here. The API is at POST /graphql.');
  });
  const answerErrors: ErrorRequestHandler = (thrown, _req, res, next) => {
    if (answerError(thrown, res, { schema, log }) === undefined) next(thrown);
  };
  return app.use(answerErrors);
}

/** `/graphql`, as Express would know it: in any case, with a slash at its end or without. */
function isGraphql(url: string | undefined): boolean {
  // RFC 9112 3.2.2: a target may come in its absolute form.
  return url === '/graphql' || /^(?:https?:\/\/[^/?]+)?\/graphql\/?(?:\?|$)/i.test(url ?? '');
}

/** A browser that wants to see a page gets the explorer, where there is one. */
function wantsPage({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept?.includes('text/html') ?? false);
}

/** Apollo's own messages can quote errors; ours have told them already. */
function quietly(log: Logger) {
  return {
    debug: () => {},
    info: () => {},
    warn: () => log.warn('Apollo Server has a warning'),
    error: () => log.error('Apollo Server has a problem'),
  };
}
