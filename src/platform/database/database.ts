import 'reflect-metadata';
import { types } from 'pg';
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

/** What counts the statements of one operation: set as `data` of its query runner. */
export interface StatementCounter {
  statements: number;
}

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
    logging: ['query'],
    logger: new StatementCount(),
    poolErrorHandler: (error: Error) => onIdleError?.(error),
    extra: {
      options: sessionOptions(RUNTIME_ROLE),
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5_000,
    },
  });
  return dataSource.initialize();
}

/** Start-up settings of a session: its role, UTC, and no just-in-time compilation, whose threshold our estimates pass. */
export function sessionOptions(role: string): string {
  return `-c role=${role} -c timezone=UTC -c jit=off`;
}

/** Connections of the pool, for the metrics. */
export function poolState(dataSource: DataSource): { total: number; idle: number; waiting: number } {
  const { master } = dataSource.driver as unknown as {
    master: { totalCount: number; idleCount: number; waitingCount: number };
  };
  return { total: master.totalCount, idle: master.idleCount, waiting: master.waitingCount };
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

/** Counts statements, and writes nothing. */
class StatementCount extends SilentLogger {
  override logQuery(_query: string, _parameters?: unknown[], queryRunner?: QueryRunner): void {
    const counter = queryRunner?.data as Partial<StatementCounter> | undefined;
    if (typeof counter?.statements === 'number') counter.statements += 1;
  }
}
