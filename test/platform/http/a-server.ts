import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestHandler } from 'express';
import {
  execute,
  GraphQLBoolean,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { readSettings, type Settings } from '../../../src/platform/config/settings';
import { PublicError, unauthenticated } from '../../../src/platform/graphql/errors';
import type { LiveCaller } from '../../../src/platform/http/live/live-options';
import {
  type ContextRequest,
  type OperationContext,
  type RunningServer,
  startHttpServer,
} from '../../../src/platform/http/server';
import { createLog } from '../../../src/platform/observability/log';
import { createMetrics } from '../../../src/platform/observability/metrics';

/** A context with private state, as the real one has. */
export class TestContext implements OperationContext {
  #statements = 0;
  closings = 0;
  readonly roleName = 'CLINICIAN';
  failOnClose: unknown;

  constructor(
    readonly requestId: string,
    readonly events: string[],
  ) {}

  get statementCount(): number {
    return this.#statements;
  }

  readonly roundTripCount = 2;

  query(): number {
    this.#statements += 1;
    return this.#statements;
  }

  async close(): Promise<void> {
    this.closings += 1;
    await new Promise((resolve) => setImmediate(resolve));
    this.events.push('closed');
    if (this.failOnClose !== undefined) throw this.failOnClose;
  }
}

/** A server for one test file, with everything it said and did. */
export interface TestServer extends RunningServer {
  readonly contexts: TestContext[];
  readonly events: string[];
  logged(): Record<string, unknown>[];
  /** Lets the field `slow` answer. */
  release(): void;
}

interface TestOptions {
  readonly environment?: Settings['environment'];
  readonly isReady?: () => Promise<boolean>;
  readonly stopGraceMs?: number;
  readonly port?: number;
  readonly host?: string;
  readonly routes?: readonly RequestHandler[];
  readonly callerOf?: () => Promise<LiveCaller | undefined>;
}

/** Starts a server over a schema of a few fields. */
export async function aServer(options: TestOptions = {}): Promise<TestServer> {
  const {
    environment = 'test',
    isReady = async () => true,
    stopGraceMs = 5_000,
    port = 0,
    host = '127.0.0.1',
    routes = [],
    callerOf = async () => undefined,
  } = options;
  const lines: string[] = [];
  const contexts: TestContext[] = [];
  const events: string[] = [];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const schema = aSchema(released);
  const server = await startHttpServer<TestContext>({
    schema,
    execute: async ({ document, operation, variables, ctx }) => {
      const operationName = operation.name?.value;
      if (operationName === 'Breaks') throw new Error('canary-7f3a');
      return execute({ schema, document, operationName, variableValues: { ...variables }, contextValue: ctx });
    },
    settings: { ...readSettings({}), environment, port, host },
    log: createLog({ level: 'info', destination: { write: (line) => lines.push(line) } }),
    metrics: createMetrics({ pool: () => ({ total: 3, idle: 2, waiting: 1 }) }),
    contextFor: async (request) => aContext(request, contexts, events),
    callerOf,
    isReady,
    plugins: [recorder(events)],
    stopGraceMs,
    routes,
  });
  return { ...server, contexts, events, release, logged: () => lines.map((line) => JSON.parse(line)) };
}

async function aContext(request: ContextRequest, contexts: TestContext[], events: string[]): Promise<TestContext> {
  if (request.headers.authorization === 'Bearer wrong') throw unauthenticated();
  if (request.headers.authorization === 'Bearer down') {
    throw Object.assign(new Error('canary-7f3a'), { code: 'ECONNREFUSED' });
  }
  if (request.headers.authorization === 'Bearer broken') throw new Error('canary-7f3a');
  const context = new TestContext(request.requestId, events);
  contexts.push(context);
  return context;
}

function recorder(events: string[]): ApolloServerPlugin<TestContext> {
  return {
    async requestDidStart({ contextValue }) {
      events.push(`plugin sees ${contextValue instanceof TestContext ? contextValue.statementCount : 'a copy'}`);
    },
  };
}

function aSchema(released: Promise<void>): GraphQLSchema {
  const string = { type: GraphQLString };
  const query = new GraphQLObjectType<unknown, TestContext>({
    name: 'Query',
    fields: {
      greeting: {
        type: GraphQLString,
        args: { name: string },
        resolve: (_source, { name }) => `Hello ${name ?? 'you'}.`,
      },
      query: { type: GraphQLInt, resolve: (_source, _args, context) => context.query() },
      slow: { type: GraphQLString, resolve: () => released.then(() => 'at last') },
      names: { type: new GraphQLList(GraphQLString), resolve: () => ['a', 'b'] },
      refused: {
        type: GraphQLString,
        args: { code: string },
        resolve: (_source, { code }) => {
          throw new PublicError(code, 'No.');
        },
      },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('canary-7f3a');
        },
      },
      failsToClose: {
        type: GraphQLString,
        args: { code: string },
        resolve: (_source, { code }, context) => {
          context.failOnClose = Object.assign(new Error('canary-7f3a'), { code });
          return 'canary-7f3a';
        },
      },
    },
  });
  const mutation = new GraphQLObjectType<unknown, TestContext>({
    name: 'Mutation',
    fields: {
      write: {
        type: GraphQLBoolean,
        resolve: (_source, _args, context) => {
          context.events.push('written');
          return true;
        },
      },
    },
  });
  return new GraphQLSchema({ query, mutation });
}
