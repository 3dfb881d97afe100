import 'reflect-metadata';
import { type Pool, type PoolClient, types } from 'pg';
import { DataSource, type EntitySchema, type Logger, type QueryRunner } from 'typeorm';
import { SnakeCase } from './naming';
import { RUNTIME_ROLE } from './roles';

/** How long one statement may take before PostgreSQL ends it, in milliseconds. */
const STATEMENT_TIMEOUT_MS = 10_000;

// A calendar day has no zone; the driver would make a Date at local midnight of it.
types.setTypeParser(types.builtins.DATE, (text) => text);

/** Entity classes as TypeORM takes them. */
export type Entities = readonly (NewableFunction | EntitySchema)[];

interface DatabaseOptions {
  readonly url: string;
  readonly entities: Entities;
  readonly poolSize?: number;
  /** Called when an idle connection breaks; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * Plans are made once for a prepared statement, whatever its values: planning ours takes longer than running them.
 * A transaction that nothing begins, or that does not say how, sees one snapshot; access/session.ts relies on it.
 */
const OPERATION_OPTIONS = '-c plan_cache_mode=force_generic_plan -c default_transaction_isolation=repeatable\\ read';

/** Opens a pool whose every session has dropped to the runtime role. */
export async function openDatabase({
  url,
  entities,
  poolSize = 10,
  onIdleError,
}: DatabaseOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities] as NewableFunction[] as never,
    namingStrategy: new SnakeCase(),
    synchronize: false,
    poolSize,
    logger: new SilentLogger(),
    poolErrorHandler: (error: Error) => onIdleError?.(error),
    extra: {
      options: `${sessionOptions(RUNTIME_ROLE)} ${OPERATION_OPTIONS}`,
      // Statements are sent without waiting for the answers to those before, where nobody waits for them.
      pipeline: true,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5_000,
    },
  });
  await dataSource.initialize();
  hearOfBreaks(poolOf(dataSource));
  return dataSource;
}

/**
 * Listens to every connection while it is lent. The pool listens to idle ones only, and whoever borrows one can listen a moment
 * later at the soonest: one that is ready and broken in the same packet would end the process. What broke is told by what was asked.
 */
function hearOfBreaks(pool: Pool): void {
  const heard = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    client.on('error', () => undefined);
  });
}

/** Start-up settings of a session: its role, UTC, and no just-in-time compilation, whose threshold our estimates pass. */
export function sessionOptions(role: string): string {
  return `-c role=${role} -c timezone=UTC -c jit=off`;
}

/** The driver's own pool: operations have no more of TypeORM than this and its column metadata. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}

/** Connections of the pool, for the metrics. */
export function poolState(dataSource: DataSource): { total: number; idle: number; waiting: number } {
  const { totalCount, idleCount, waitingCount } = poolOf(dataSource);
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

/** TypeORM's logger, silent: statements carry parameters, and errors the database's words. */
export class SilentLogger implements Logger {
  logQuery(_query: string, _parameters?: unknown[], _queryRunner?: QueryRunner): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
