import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Row } from '../platform/graphql/reads';
import { BEGIN_READING, ENTER, type Entered, enterValues, viewerOf } from './enter';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';
import { type Statement, type Traffic, Wire } from './wire';

/**
 * One read transaction that carries the viewer: row security sees whose it is, and all reads see one snapshot.
 * Beginning, entering, reading and ending can share one round trip. The connection is let go of when the transaction has ended.
 */
export class ReadSession {
  /** Who asks, once the database has said so. */
  readonly viewer: Promise<Viewer>;
  readonly #wire: Wire;
  #hasWritten = false;
  #ended: Promise<void> | undefined;

  private constructor(
    private readonly client: PoolClient,
    traffic: Traffic,
    claims: TokenClaims,
  ) {
    this.#wire = new Wire(client, traffic);
    const begun = this.#wire.control({ text: BEGIN_READING });
    const entered = this.#wire.control({ text: ENTER, values: enterValues(claims) });
    this.viewer = Promise.all([entered, begun]).then(([{ rows }]) => viewerOf(rows as unknown as Entered[], claims));
    // Whoever asks for the viewer is told; nobody has to.
    this.viewer.catch(() => undefined);
  }

  /** Begins, as soon as there is a connection. */
  static async begin(pool: Pool, claims: TokenClaims, traffic: Traffic): Promise<ReadSession> {
    return new ReadSession(await pool.connect(), traffic, claims);
  }

  /** One statement, for a viewer that was found. @throws UNAUTHENTICATED */
  query(statement: Statement): Promise<Row[]> {
    return this.#afterEntering(this.#wire.send(statement));
  }

  /** One statement that writes: for looks that are themselves audited. */
  async write(statement: Statement): Promise<void> {
    this.#hasWritten = true;
    await this.query(statement);
  }

  /** One statement, and the end, whose answer nobody waits for. @throws UNAUTHENTICATED */
  queryLast(statement: Statement): Promise<Row[]> {
    const rows = this.query(statement);
    this.end();
    return rows;
  }

  /** Ends a transaction that has only read: it has nothing to lose, so that how it ends is no news to who asked. */
  end(): void {
    this.commit().catch(() => undefined);
  }

  /** Whether something was written, so that the end matters. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Ends the transaction and lets go of the connection. What was written in it lasts. */
  commit(): Promise<void> {
    this.#ended ??= this.#end('commit');
    return this.#ended;
  }

  /** Ends the transaction as if it had never been. */
  rollback(): Promise<void> {
    this.#ended ??= this.#end('rollback').catch(() => undefined);
    return this.#ended;
  }

  async #afterEntering(result: Promise<QueryResult<Row>>): Promise<Row[]> {
    const [viewer, read] = await Promise.allSettled([this.viewer, result]);
    // Without a viewer the statement failed as well, or saw what nobody may be shown.
    if (viewer.status === 'rejected') throw viewer.reason;
    if (read.status === 'rejected') throw read.reason;
    return read.value.rows;
  }

  async #end(how: 'commit' | 'rollback'): Promise<void> {
    let failure: Error | undefined;
    try {
      const { command } = await this.#wire.control({ text: how });
      // After a statement that failed, PostgreSQL answers a commit by undoing everything.
      if (how === 'commit' && command !== 'COMMIT' && this.#hasWritten)
        throw new Error('What was written did not last.');
    } catch (error) {
      failure = error instanceof Error ? error : new Error('The transaction did not end.');
      throw error;
    } finally {
      this.#wire.letGo();
      this.client.release(failure ?? this.#wire.isWorn);
    }
  }
}
