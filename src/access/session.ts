import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Row } from '../platform/graphql/reads';
import { ENTER, type Entered, enterValues, viewerOf } from './enter';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';
import { type Statement, type Traffic, Wire } from './wire';

/**
 * One writing transaction that carries the viewer: row security sees whose it is. Nothing waits for more than it needs:
 * beginning and entering go out together with the first statement, and plain writes together with the commit.
 */
export class Session {
  readonly #wire: Wire;
  readonly #entered: Promise<Viewer>;
  readonly #written: Promise<unknown>[] = [];

  private constructor(
    private readonly runner: QueryRunner,
    client: PoolClient,
    traffic: Traffic,
    claims: TokenClaims,
    /** Who asked a moment ago; that they still may is known before anything lasts. */
    readonly viewer: Viewer,
  ) {
    this.#wire = new Wire(client, traffic);
    // TypeORM's own beginning would not go out together with what follows; it only has to know of this one.
    const begun = this.#wire.control({ text: 'start transaction' });
    Object.assign(runner, { isTransactionActive: true });
    const entered = this.#wire.control({ text: ENTER, values: enterValues(claims) });
    this.#entered = Promise.all([entered, begun]).then(([{ rows }]) => viewerOf(rows as unknown as Entered[], claims));
    this.#entered.catch(() => undefined);
  }

  /** Opens a transaction and tells the database who is asking. @param traffic grows with every statement */
  static async open(
    dataSource: DataSource,
    claims: TokenClaims,
    traffic: Traffic,
    viewer: Viewer,
  ): Promise<Session> {
    const runner = dataSource.createQueryRunner();
    runner.data = traffic;
    // Without a connection there is nothing to undo.
    const client: PoolClient = await runner.connect();
    return new Session(runner, client, traffic, claims, viewer);
  }

  /** TypeORM over this transaction. */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** One statement. @throws UNAUTHENTICATED when the login or client is unknown by now, or no longer active */
  async query({ text, values }: Statement): Promise<Row[]> {
    const [viewer, result] = await Promise.allSettled([
      this.#entered,
      this.#wire.send({ text, ...(values === undefined ? {} : { values }) }),
    ]);
    if (viewer.status === 'rejected') throw viewer.reason;
    if (result.status === 'rejected') throw result.reason;
    return result.value.rows;
  }

  /** A statement whose answer nobody needs: whether it could be done shows at the commit. */
  write(statement: Statement): void {
    const written = this.#wire.send(statement);
    written.catch(() => undefined);
    this.#written.push(written);
  }

  /** Makes the writes last. @throws why they do not, if they do not: the first refusal of a write comes before all others */
  async commit(): Promise<void> {
    const committed = this.#wire.control({ text: 'commit' });
    try {
      const [entered, ...others] = await Promise.allSettled([this.#entered, ...this.#written, committed]);
      const failure = [entered, ...others].find((outcome) => outcome?.status === 'rejected');
      if (failure?.status === 'rejected') throw failure.reason;
      const { command } = await committed;
      // After a statement that failed, PostgreSQL answers a commit by undoing everything.
      if (command !== 'COMMIT') throw new Error('What was written did not last.');
    } finally {
      await this.#letGo();
    }
  }

  /** Ends the transaction as if it had never been. @returns what refused a write, when that is why */
  async rollback(): Promise<unknown> {
    const outcomes = await Promise.allSettled([this.#entered, ...this.#written]);
    try {
      await this.#wire.control({ text: 'rollback' });
    } catch {
      // The connection is gone, and the transaction with it; the first error is the one to report.
    } finally {
      await this.#letGo();
    }
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    return failure?.reason;
  }

  async #letGo(): Promise<void> {
    this.#wire.letGo();
    Object.assign(this.runner, { isTransactionActive: false });
    await this.runner.release();
  }
}
