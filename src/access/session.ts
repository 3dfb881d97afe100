import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Row } from '../platform/graphql/reads';
import { ENTER, type Entered, enterValues, viewerOf } from './enter';
import type { Traffic } from './read-session';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';

/** One writing transaction that carries the viewer: row security sees whose it is. */
export class Session {
  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly traffic: Traffic,
    readonly viewer: Viewer,
  ) {}

  /**
   * Opens a transaction and tells the database who is asking.
   * @param traffic grows with every statement
   * @throws UNAUTHENTICATED when the login or client is unknown here, or no longer active
   */
  static async open(dataSource: DataSource, claims: TokenClaims, traffic: Traffic): Promise<Session> {
    const runner = dataSource.createQueryRunner();
    runner.data = traffic;
    // Without a connection there is nothing to undo.
    const client: PoolClient = await runner.connect();
    try {
      traffic.roundTrips += 1;
      // TypeORM's own beginning would not go out together with what follows; it only has to know of this one.
      const begun = client.query('start transaction');
      Object.assign(runner, { isTransactionActive: true });
      const entered = client.query<Entered & object>({ ...ENTER, values: enterValues(claims) });
      const [{ rows }] = await Promise.all([entered, begun]);
      return new Session(runner, client, traffic, viewerOf(rows, claims));
    } catch (error) {
      await abandon(runner);
      throw error;
    }
  }

  /** TypeORM over this transaction, for writes. */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** One statement. */
  query(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.runner.query(text, [...values]) as Promise<Row[]>;
  }

  /** Makes the writes last. What is asked for later finds the connection gone. */
  async commit(): Promise<void> {
    try {
      this.traffic.roundTrips += 1;
      const { command } = await this.client.query('commit');
      // After a statement that failed, PostgreSQL answers a commit by undoing everything.
      if (command !== 'COMMIT') throw new Error('What was written did not last.');
    } catch (error) {
      await abandon(this.runner);
      throw error;
    }
    await letGo(this.runner);
  }

  /** Ends the transaction as if it had never been. */
  rollback(): Promise<void> {
    return abandon(this.runner);
  }
}

async function abandon(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('rollback');
  } catch {
    // The connection is gone, and the transaction with it; the first error is the one to report.
  } finally {
    await letGo(runner);
  }
}

async function letGo(runner: QueryRunner): Promise<void> {
  Object.assign(runner, { isTransactionActive: false });
  await runner.release();
}
