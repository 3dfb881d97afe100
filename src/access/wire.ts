import type { Writable } from 'node:stream';
import type { PoolClient, QueryResult } from 'pg';
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
  /** Under which PostgreSQL keeps it prepared. */
  readonly name?: string | undefined;
}

/** Names of prepared statements that one connection may hold; then it gives way to a new one. */
const MOST_NAMES = 150;

const namesOf = new WeakMap<PoolClient, Set<string>>();

/** A connection in the hands of one transaction. Statements are sent in order, without waiting for the answers to those before. */
export class Wire {
  #underWay = 0;

  constructor(
    private readonly client: PoolClient,
    private readonly traffic: Traffic,
  ) {
    // The pool listens to idle connections only, and nobody listening to one that breaks would end the process.
    client.on('error', ignore);
  }

  /** Sends a statement that does not count: one that begins or ends a transaction, or says who asks. */
  async control({ text, values, name }: Statement): Promise<QueryResult<Row>> {
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

  /** Sends a statement. */
  send(statement: Statement): Promise<QueryResult<Row>> {
    this.traffic.statements += 1;
    return this.control(statement);
  }

  /** Whether the connection has become too costly to keep. */
  get isWorn(): boolean {
    return (namesOf.get(this.client)?.size ?? 0) > MOST_NAMES;
  }

  /** Hands the connection on. What breaks on it from now on is somebody else's affair. */
  letGo(): void {
    this.client.off('error', ignore);
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
