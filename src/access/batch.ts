import { Query, types } from 'pg';
import type { Row } from '../platform/graphql/reads';

/** A statement as a batch takes it; with a name it is prepared once a connection. */
export interface NamedStatement {
  readonly text: string;
  /** As the protocol carries them. */
  readonly values: readonly (string | Buffer | null)[];
  readonly name: string | undefined;
}

/** What PostgreSQL answers to a statement. */
export interface StatementResult {
  readonly rows: Row[];
  /** What it says that it did: `SELECT`, `COMMIT`. */
  readonly command: string;
}

/** A column of an answer, as the driver describes it. */
interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** What a batch uses of the driver's side of a connection. */
interface Connection {
  /** Texts of the statements that are prepared here, by name. */
  readonly parsedStatements: Record<string, string>;
  /** The same of those that were sent to be prepared, and whether they could be is not known yet. */
  readonly submittedNamedStatements: Record<string, string>;
  parse(message: { text: string; name: string | undefined }): void;
  bind(message: { statement: string | undefined; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: Record<string, never>): void;
  sync(): void;
}

/** A column of an answer, and how its text is read. */
interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** The columns of what is prepared on each connection, by name. PostgreSQL refuses a statement whose columns have changed since. */
const described = new WeakMap<Connection, Map<string, readonly Column[]>>();

/** A statement under way. */
class Part {
  readonly rows: Row[] = [];
  #columns: readonly Column[] = [];

  constructor(
    readonly statement: NamedStatement,
    private readonly resolve: (result: StatementResult) => void,
    readonly reject: (error: Error) => void,
  ) {}

  /** Sends it, and asks what its columns are where that is not known. */
  send(connection: Connection): void {
    const { text, values, name } = this.statement;
    const { parsedStatements, submittedNamedStatements } = connection;
    const isPrepared = name !== undefined && (name in parsedStatements || name in submittedNamedStatements);
    if (!isPrepared) connection.parse({ text, name });
    if (!isPrepared && name !== undefined) submittedNamedStatements[name] = text;
    connection.bind({ statement: name, values });
    const known = name === undefined ? undefined : described.get(connection)?.get(name);
    if (known) this.#columns = known;
    else connection.describe({ type: 'P', name: '' });
    connection.execute({});
  }

  describe(fields: readonly Field[]): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, read: types.getTypeParser(dataTypeID, 'text') }));
  }

  /** A row that cannot be read is told by this statement; PostgreSQL has done it all the same. */
  take(texts: readonly (string | null)[]): void {
    try {
      const row: Row = {};
      for (const [index, { name, read }] of this.#columns.entries()) {
        const text = texts[index] ?? null;
        row[name] = text === null ? null : read(text);
      }
      this.rows.push(row);
    } catch (error) {
      this.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** @param tag as in `INSERT 0 1` */
  complete(tag: string, connection: Connection): void {
    if (this.statement.name !== undefined) this.#remember(this.statement.name, connection);
    this.resolve({ rows: this.rows, command: tag.split(' ', 1)[0] ?? '' });
  }

  #remember(name: string, connection: Connection): void {
    const known = described.get(connection) ?? new Map<string, readonly Column[]>();
    described.set(connection, known);
    if (!known.has(name)) known.set(name, this.#columns);
  }
}

/**
 * Statements that belong together, under one Sync of the protocol: they go out at once and are answered at once, after one that
 * fails none of the others is begun, and where no transaction is open they are one.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 * To the driver it is a query like its own, which are one statement each. The methods are those that the driver calls.
 */
export class Batch extends Query {
  /** What each statement answered with, in order. From the first that fails on, rejected with its error. */
  readonly results: readonly Promise<StatementResult>[];
  /** Settled when PostgreSQL is done with all of them. */
  readonly done: Promise<void>;
  readonly #parts: Part[] = [];
  #current = 0;
  #settle: (error?: Error) => void = () => undefined;

  constructor(statements: readonly NamedStatement[]) {
    super('');
    this.results = statements.map(
      (statement) => new Promise((resolve, reject) => this.#parts.push(new Part(statement, resolve, reject))),
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

  /** Sends everything. Whatever happens, PostgreSQL is asked to answer. */
  prepare(connection: Connection): void {
    try {
      for (const part of this.#parts) part.send(connection);
    } catch (error) {
      this.handleError(error instanceof Error ? error : new Error(String(error)), connection);
    } finally {
      connection.sync();
    }
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#parts[this.#current]?.describe(fields);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    this.#parts[this.#current]?.take(fields);
  }

  handleCommandComplete({ text }: { text: string }, connection: Connection): void {
    this.#parts[this.#current]?.complete(text, connection);
    this.#current += 1;
    this.#follow();
  }

  handleEmptyQuery(connection: Connection): void {
    this.handleCommandComplete({ text: '' }, connection);
  }

  handleError(error: Error, connection: Connection): void {
    for (const { statement, reject } of this.#parts.slice(this.#current)) {
      // Those that were passed over were not prepared either.
      if (statement.name !== undefined) delete connection.submittedNamedStatements[statement.name];
      reject(error);
    }
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  /** The driver remembers by name and text what a connection has prepared. */
  #follow(): void {
    const { name, text } = this.#parts[this.#current]?.statement ?? { name: undefined, text: '' };
    Object.assign(this, { name, text });
  }
}
