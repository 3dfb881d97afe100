import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../platform/database/database';
import type { Row } from '../platform/graphql/reads';
import { ENTER, type Entered, enterValues, viewerOf } from './enter';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';
import { type Answer, type Beginning, type Ending, type Statement, type Traffic, Wire } from './wire';

/**
 * `read`: every statement sees one snapshot. `brief`: the same, and it ends with the statements that are sent at once.
 * `write`: each statement sees what was committed before it, as locks need.
 */
export type Mode = 'read' | 'brief' | 'write';

const SNAPSHOT: Beginning = { text: 'start transaction isolation level repeatable read', isDefault: true };

const BEGINNING: Readonly<Record<Mode, Beginning>> = {
  read: SNAPSHOT,
  brief: SNAPSHOT,
  write: { text: 'start transaction isolation level read committed', isDefault: false },
};

/**
 * One transaction that carries the viewer: row security sees whose it is. Nothing waits for more than it needs: entering goes out
 * together with the first statement, plain writes together with the commit, and an end that has nothing to lose is not waited for
 * at all. The connection goes back when the transaction has ended.
 */
export class Session {
  /** Who asks, once the database has said so. */
  readonly viewer: Promise<Viewer>;
  /** The same, from the moment on at which a statement was answered. */
  known: Viewer | undefined;
  readonly #wire: Wire;
  readonly #written: Promise<unknown>[] = [];
  #ended: Promise<void> | undefined;

  private constructor(
    private readonly client: PoolClient,
    traffic: Traffic,
    claims: TokenClaims,
    readonly mode: Mode,
  ) {
    this.#wire = new Wire(client, traffic, BEGINNING[mode]);
    // Before the wire sends what has gathered, so that the end goes out with it.
    if (mode === 'brief') process.nextTick(() => this.end());
    const entered = this.#wire.control({ text: ENTER, values: enterValues(claims) });
    this.viewer = entered.then(({ rows }) => viewerOf(rows as unknown as Entered[], claims));
    this.viewer.then(
      (viewer) => {
        this.known = viewer;
      },
      // Whoever asks for the viewer is told; nobody has to.
      () => undefined,
    );
  }

  /** Begins, as soon as there is a connection. @param traffic grows with every statement */
  static async begin(dataSource: DataSource, claims: TokenClaims, traffic: Traffic, mode: Mode): Promise<Session> {
    const client = await poolOf(dataSource).connect();
    try {
      return new Session(client, traffic, claims, mode);
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Whether its end was sent, so that nothing more can be asked. */
  get isOver(): boolean {
    return this.#wire.isOver;
  }

  /** Whether something was written by `write`, so that the end matters. */
  get hasWritten(): boolean {
    return this.#written.length > 0;
  }

  /** One statement, for a viewer that was found. @throws UNAUTHENTICATED when there is none, or none any more */
  query(statement: Statement): Promise<Row[]> {
    return this.#afterEntering(this.#wire.send(statement));
  }

  /** One statement, and the end, whose answer nobody waits for. @throws UNAUTHENTICATED */
  queryLast(statement: Statement): Promise<Row[]> {
    const rows = this.query(statement);
    this.end();
    return rows;
  }

  /** A statement whose answer nobody needs: whether it could be done shows at the commit. */
  write(statement: Statement): void {
    const written = this.#wire.send(statement);
    written.catch(() => undefined);
    this.#written.push(written);
  }

  /** A statement that writes and answers: how it went is told with its answer, and at the commit. */
  writeAndTell(statement: Statement): Promise<Row[]> {
    const written = this.query(statement);
    written.catch(() => undefined);
    this.#written.push(written);
    return written;
  }

  /** A statement about the viewer, that does not count. */
  async control(statement: Statement): Promise<Row[]> {
    return (await this.#wire.control(statement)).rows;
  }

  /** Ends a transaction that has only read: it has nothing to lose, so that how it ends is no news to who asked. */
  end(): void {
    this.#ended ??= this.#end('commit');
    this.#ended.catch(() => undefined);
  }

  /** Makes the writes last. @throws why they do not, if they do not: the first refusal of a write comes before all others */
  commit(): Promise<void> {
    this.#ended ??= this.#commit();
    return this.#ended;
  }

  /** Ends the transaction as if it had never been. @returns what refused a write, when one was refused */
  async rollback(): Promise<unknown> {
    const outcomes = await Promise.allSettled([this.viewer, ...this.#written]);
    this.#ended ??= this.#end('rollback');
    // Where the connection is gone, the transaction is; the first error is the one to report.
    await this.#ended.catch(() => undefined);
    return outcomes.find((outcome) => outcome.status === 'rejected')?.reason;
  }

  async #commit(): Promise<void> {
    const committed = this.#end('commit');
    const outcomes = await Promise.allSettled([this.viewer, ...this.#written, committed]);
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
  }

  async #end(ending: Ending): Promise<void> {
    try {
      await this.#wire.last(ending);
    } finally {
      // What is not to be used again, the pool parts with.
      this.client.release(this.#wire.isSpent);
    }
  }

  async #afterEntering(result: Answer): Promise<Row[]> {
    const [viewer, read] = await Promise.allSettled([this.viewer, result]);
    // Without a viewer the statement failed as well, or saw what nobody may be shown.
    if (viewer.status === 'rejected') throw viewer.reason;
    if (read.status === 'rejected') throw read.reason;
    return read.value.rows;
  }
}
