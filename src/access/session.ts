import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { unauthenticated } from '../platform/graphql/errors';
import type { Row } from '../platform/graphql/reads';
import { Role } from './role';
import { narrowScopes } from './scopes';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';

/** One database transaction that carries the viewer: row security sees whose it is. */
export class Session {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly runner: QueryRunner,
    readonly viewer: Viewer,
  ) {}

  /**
   * Opens a transaction and tells the database who is asking.
   * @param mode `read` sees one snapshot throughout
   * @param counter its `statements` grows with every statement
   * @throws UNAUTHENTICATED when the login or client is unknown here, or no longer active
   */
  static async open(
    dataSource: DataSource,
    claims: TokenClaims,
    mode: 'read' | 'write',
    counter: { statements: number },
  ): Promise<Session> {
    const runner = dataSource.createQueryRunner();
    runner.data = counter;
    // Without a connection there is nothing to undo.
    await runner.connect();
    try {
      await begin(runner, mode);
      return new Session(runner, await enter(runner, claims));
    } catch (error) {
      await abandon(runner);
      throw error;
    }
  }

  /** TypeORM over this transaction, for writes. */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** One statement, after those already asked for: a connection answers one at a time. */
  query(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.inTurn(() => this.runner.query(text, [...values]) as Promise<Row[]>);
  }

  /** Work on this transaction's connection, after what was already asked for. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Makes the writes last. What is asked for later finds the connection gone. */
  commit(): Promise<void> {
    return this.inTurn(async () => {
      try {
        await (this.runner.isTransactionActive ? this.runner.commitTransaction() : this.runner.query('commit'));
      } catch (error) {
        await abandon(this.runner);
        throw error;
      }
      await this.runner.release();
    });
  }

  /** Ends the transaction as if it had never been. */
  rollback(): Promise<void> {
    return this.inTurn(() => abandon(this.runner));
  }
}

/** A read begins in one statement: TypeORM would send the isolation level after it. Writes are TypeORM's own transactions. */
async function begin(runner: QueryRunner, mode: 'read' | 'write'): Promise<void> {
  if (mode === 'write') await runner.startTransaction();
  else await runner.query('start transaction isolation level repeatable read');
}

async function abandon(runner: QueryRunner): Promise<void> {
  try {
    await (runner.isTransactionActive ? runner.rollbackTransaction() : runner.query('rollback'));
  } catch {
    // The connection is gone, and the transaction with it; the first error is the one to report.
  } finally {
    await runner.release();
  }
}

interface Entered {
  readonly principal_id: string | null;
  readonly holder_type: string | null;
  readonly holder_id: string | null;
  readonly registered_scopes: string[] | null;
  readonly sees_every_identity: boolean;
}

async function enter(runner: QueryRunner, claims: TokenClaims): Promise<Viewer> {
  const values = [claims.organizationId, claims.issuer, claims.subject, claims.role, claims.scopes];
  const rows: Entered[] = await runner.query('select * from app.enter($1::uuid, $2, $3, $4, $5::text[])', values);
  const [entered] = rows;
  if (!entered?.principal_id) throw unauthenticated();
  const isBound = entered.holder_type !== null && entered.holder_id !== null;
  const isClient = claims.role === Role.PARTNER_APP || claims.role === Role.EHR_SYSTEM;
  return {
    organizationId: claims.organizationId,
    role: claims.role,
    principalId: entered.principal_id,
    holder: isBound ? { type: String(entered.holder_type), id: String(entered.holder_id) } : undefined,
    seesEveryIdentity: entered.sees_every_identity,
    scopes: isClient ? narrowScopes(claims.scopes, entered.registered_scopes ?? []) : claims.scopes,
  };
}
