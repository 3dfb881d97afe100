import type { Writable } from 'node:stream';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Row } from '../platform/graphql/reads';
import { BEGIN_READING, ENTER, type Entered, enterValues, viewerOf } from './enter';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';

/** What an operation has asked of the database so far. */
export interface Traffic {
  /** Statements, without those that begin and end transactions and say who asks. */
  statements: number;
  /** Times that something was sent while nothing was under way. */
  roundTrips: number;
}

/** A statement as the driver takes it. */
interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string | undefined;
}

/** Names of prepared statements that one connection may hold; then it gives way to a new one. */
const MOST_NAMES = 150;

const namesOf = new WeakMap<PoolClient, Set<string>>();

/**
 * One read transaction that carries the viewer: row security sees whose it is, and all reads see one snapshot.
 * Statements are sent without waiting for the answers to those before, so that beginning, entering, reading and ending
 * can share one round trip. The connection is let go of when the transaction has ended.
 */
export class ReadSession {
  /** Who asks, once the database has said so. */
  readonly viewer: Promise<Viewer>;
  #underWay = 0;
  #hasWritten = false;
  #ended: Promise<void> | undefined;

  private constructor(
    private readonly client: PoolClient,
    private readonly traffic: Traffic,
    claims: TokenClaims,
  ) {
    // The pool listens to idle connections only, and nobody listening to one that breaks would end the process.
    client.on('error', ignore);
    sendTogether(client);
    const begun = this.#send({ text: BEGIN_READING });
    const entered = this.#send({ ...ENTER, values: enterValues(claims) });
    this.viewer = Promise.all([entered, begun]).then(([{ rows }]) => viewerOf(rows as unknown as Entered[], claims));
    // Whoever asks for the viewer is told; nobody has to.
    this.viewer.catch(() => undefined);
  }

  /** Begins, as soon as there is a connection. */
  static async begin(pool: Pool, claims: TokenClaims, traffic: Traffic): Promise<ReadSession> {
    return new ReadSession(await pool.connect(), traffic, claims);
  }

  /** One statement, for a viewer that was found. @throws UNAUTHENTICATED */
  async query(statement: Statement): Promise<Row[]> {
    this.traffic.statements += 1;
    return this.#afterEntering(this.#send(statement));
  }

  /** One statement that writes: for looks that are themselves audited. */
  async write(statement: Statement): Promise<void> {
    this.#hasWritten = true;
    await this.query(statement);
  }

  /** One statement, and the end: the answer to it does not wait for anything else. @throws UNAUTHENTICATED */
  async queryLast(statement: Statement): Promise<Row[]> {
    const rows = this.query(statement);
    // Read only, it has nothing to lose: how it ends is no news to who asked.
    this.commit().catch(() => undefined);
    return rows;
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
      const { command } = await this.#send({ text: how });
      // After a statement that failed, PostgreSQL answers a commit by undoing everything.
      if (how === 'commit' && command !== 'COMMIT' && this.#hasWritten) throw new Error('What was written did not last.');
    } catch (error) {
      failure = error instanceof Error ? error : new Error('The transaction did not end.');
      throw error;
    } finally {
      const isWorn = (namesOf.get(this.client)?.size ?? 0) > MOST_NAMES;
      this.client.off('error', ignore);
      this.client.release(failure ?? isWorn);
    }
  }

  async #send({ text, values, name }: Statement): Promise<QueryResult<Row>> {
    if (this.#underWay === 0) this.traffic.roundTrips += 1;
    this.#underWay += 1;
    if (name !== undefined) this.#remember(name);
    try {
      return await this.client.query<Row>({
        text,
        ...(values === undefined ? {} : { values: [...values] }),
        ...(name === undefined ? {} : { name }),
      });
    } finally {
      this.#underWay -= 1;
    }
  }

  #remember(name: string): void {
    const names = namesOf.get(this.client) ?? new Set<string>();
    namesOf.set(this.client, names.add(name));
  }
}

/** What is sent until nothing is left to do but wait goes out at once: the driver would write each statement by itself. */
function sendTogether(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** What broke is told by the statement that was under way. */
function ignore(): void {}
