import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Connections of a pool, now. */
interface PoolState {
  readonly total: number;
  readonly idle: number;
  /** Operations that wait for a connection. */
  readonly waiting: number;
}

/** How an operation ended. `refused`: by what the caller asked; `failed`: by us; `aborted`: the caller left. */
export type Outcome = 'ok' | 'refused' | 'failed' | 'aborted';

/** `none`: the request never became an operation. */
export type OperationType = 'query' | 'mutation' | 'subscription' | 'none';

/** What an operation was, when it is over. No operation name: callers choose it, and each would be a series. */
export interface OperationFacts {
  readonly type: OperationType;
  readonly outcome: Outcome;
  readonly errorCodes: readonly string[];
  readonly durationMs: number;
  readonly statements: number;
}

/** The numbers of one server. */
export interface Metrics {
  observe(operation: OperationFacts): void;
  /** All of them as Prometheus reads them, with their media type. */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>;
}

interface MetricsOptions {
  readonly pool?: () => PoolState;
}

/** Starts counting, in a registry of its own. */
export function createMetrics({ pool }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  if (pool) measurePool(registry, pool);
  const observe = measureOperations(registry);
  return {
    observe,
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function measureOperations(registry: Registry): (operation: OperationFacts) => void {
  const registers = [registry];
  const requests = new Counter({
    name: 'graphql_requests_total',
    help: 'GraphQL requests by operation type and outcome.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'graphql_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['type'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const errors = new Counter({
    name: 'graphql_errors_total',
    help: 'Errors that callers were told, by code.',
    labelNames: ['code'],
    registers,
  });
  const statements = new Histogram({
    name: 'graphql_sql_statements',
    help: 'SQL statements that one operation sent.',
    labelNames: ['type'],
    buckets: [0, 1, 2, 3, 5, 8, 13, 21, 34, 55],
    registers,
  });
  return ({ type, outcome, errorCodes, durationMs, statements: sent }) => {
    requests.inc({ type, outcome });
    duration.observe({ type }, durationMs / 1000);
    if (type !== 'none') statements.observe({ type }, sent);
    for (const code of errorCodes) errors.inc({ code });
  };
}

function measurePool(registry: Registry, pool: () => PoolState): void {
  new Gauge({
    name: 'database_pool_connections',
    help: 'Connections of the database pool by state, and the operations waiting for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { total, idle, waiting } = pool();
      this.set({ state: 'total' }, total);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}
