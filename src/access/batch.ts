import { Query, type QueryResult } from 'pg';
import type { Row } from '../platform/graphql/reads';

/** A statement as the driver takes it; with a name it is prepared once a connection. */
export interface NamedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string | undefined;
}

/** What a query does to the driver's side of a connection to send itself. */
interface Connection {
  /** Texts of the statements that are prepared here, by name. */
  readonly parsedStatements: Record<string, string>;
  /** The same of those that were sent to be prepared, and whether they could be is not known yet. */
  readonly submittedNamedStatements: Record<string, string>;
  parse(message: unknown): void;
  bind(message: unknown): void;
  describe(message: unknown): void;
  execute(message: unknown): void;
  close(message: unknown): void;
  sync(): void;
}

/** A connection on which a query does not end with a Sync of its own. */
class Unsynced implements Connection {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;

  constructor(private readonly connection: Connection) {
    this.parsedStatements = connection.parsedStatements;
    this.submittedNamedStatements = connection.submittedNamedStatements;
  }

  parse(message: unknown): void {
    this.connection.parse(message);
  }

  bind(message: unknown): void {
    this.connection.bind(message);
  }

  describe(message: unknown): void {
    this.connection.describe(message);
  }

  execute(message: unknown): void {
    this.connection.execute(message);
  }

  close(message: unknown): void {
    this.connection.close(message);
  }

  sync(): void {}
}

/** What the driver calls on a query as answers come in. Its types leave it out. */
interface Answered {
  name: string | undefined;
  text: string;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: object): void;
  handleEmptyQuery(connection: object): void;
  handleError(error: Error, connection: object): void;
  handleReadyForQuery(connection: object): void;
}

const answered = (query: Query): Answered => query as unknown as Answered;

const NOTHING: Query = new Query({ text: '' }, () => undefined);

/**
 * Statements that belong together, under one Sync of the protocol: they go out at once and are answered at once, after one that fails none
 * of the others is begun, and where no transaction is open they are one.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class Batch extends Query {
  /** What each statement answered with, in order. Rejected with the error of the first that failed, from that one on. */
  readonly results: readonly Promise<QueryResult<Row>>[];
  /** Settled when PostgreSQL is done with all of them. */
  readonly done: Promise<void>;
  readonly #queries: Query[] = [];
  #current = 0;
  #settle: (error?: Error) => void = () => undefined;

  constructor(statements: readonly NamedStatement[]) {
    super({ text: '' });
    this.results = statements.map(
      ({ text, values, name }) =>
        new Promise((resolve, reject) => {
          const config = { text, values: [...values], ...(name === undefined ? {} : { name }) };
          const answer = (error: Error | null | undefined, result: unknown): void =>
            error ? reject(error) : resolve(result as QueryResult<Row>);
          this.#queries.push(new Query(config, answer));
        }),
    );
    this.done = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
    this.#follow();
  }

  /** The driver asks how to send it. */
  requiresPreparation(): boolean {
    return true;
  }

  prepare(connection: Connection): void {
    const unsynced = new Unsynced(connection);
    for (const query of this.#queries) answered(query).prepare(unsynced);
    connection.sync();
  }

  handleRowDescription(message: unknown): void {
    this.#answering.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#answering.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: object): void {
    this.#answering.handleCommandComplete(message, connection);
    this.#answering.handleReadyForQuery(connection);
    this.#current += 1;
    this.#follow();
  }

  handleEmptyQuery(connection: object): void {
    this.#answering.handleEmptyQuery(connection);
  }

  handleError(error: Error, connection: Connection): void {
    for (const query of this.#queries.slice(this.#current).map(answered)) {
      // Those that were passed over were not prepared either.
      if (query.name !== undefined) delete connection.submittedNamedStatements[query.name];
      query.handleError(error, connection);
    }
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  get #answering(): Answered {
    return answered(this.#queries[this.#current] ?? NOTHING);
  }

  /** The driver remembers by name and text what a connection has prepared. */
  #follow(): void {
    const { name, text } = this.#answering;
    Object.assign(this, { name, text });
  }
}
