import type { Writable } from 'node:stream';
import type { PoolClient, QueryResult } from 'pg';
import { StatementNames } from '../platform/database/statement-names';
import type { Row } from '../platform/graphql/reads';

/** What an operation has asked of the database so far. */
export interface Traffic {
  /** Statements, without those that begin and end transactions and say who asks. */
  statements: number;
  /** Times that something was sent while nothing was under way. */
  roundTrips: number;
}

/** A statement as the driver takes it. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** Prepared statements that one connection may hold; then it gives way to a new one. */
const MOST_PREPARED = 150;

const preparedOn = new WeakMap<PoolClient, Set<string>>();

const names = new StatementNames();

/** A connection in the hands of one transaction. Statements are sent in order, without waiting for the answers to those before. */
export class Wire {
  #underWay = 0;
  #isOver = false;

  constructor(
    private readonly client: PoolClient,
    private readonly traffic: Traffic,
  ) {
    // The pool listens to idle connections only, and nobody listening to one that breaks would end the process.
    client.on('error', ignore);
  }

  /** Sends a statement that does not count: one that begins or ends a transaction, or says who asks. */
  async control({ text, values }: Statement): Promise<QueryResult<Row>> {
    // The connection is lent to somebody else by now, or will be before this is answered.
    if (this.#isOver) throw new Error('The transaction has ended.');
    // Without values the driver sends it as it is, which is quicker than looking it up.
    const name = values && names.of(text);
    if (this.#underWay === 0) {
      this.traffic.roundTrips += 1;
      sendTogether(this.client);
    }
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

  /** Sends the last statement of the transaction. */
  last(text: string): Promise<QueryResult<Row>> {
    const sent = this.control({ text });
    this.#isOver = true;
    return sent;
  }

  /** Whether the last statement was sent. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Sends a statement. */
  send(statement: Statement): Promise<QueryResult<Row>> {
    this.traffic.statements += 1;
    return this.control(statement);
  }

  /** Whether the connection has become too costly to keep. */
  get isWorn(): boolean {
    return (preparedOn.get(this.client)?.size ?? 0) > MOST_PREPARED;
  }

  /** Hands the connection on. What breaks on it from now on is somebody else's affair. */
  letGo(): void {
    this.client.off('error', ignore);
  }

  #remember(name: string): void {
    const prepared = preparedOn.get(this.client) ?? new Set<string>();
    preparedOn.set(this.client, prepared.add(name));
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
