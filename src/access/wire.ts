import type { PoolClient } from 'pg';
import { prepareValue } from 'pg/lib/utils';
import { StatementNames } from '../platform/database/statement-names';
import { Batch, type NamedStatement, type StatementResult } from './batch';

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
  readonly values: readonly unknown[];
}

/** How a transaction begins. */
export interface Beginning {
  readonly text: string;
  /** Whether a transaction that nothing begins would be just so (the session's options in platform/database). */
  readonly isDefault: boolean;
}

/** How a transaction ends. */
export type Ending = 'commit' | 'rollback';

/** What PostgreSQL answers to a statement. */
export type Answer = Promise<StatementResult>;

/** A statement that waits to be sent, and who waits for its answer. */
interface Waiting {
  readonly statement: Omit<NamedStatement, 'name'>;
  answer(answer: Answer): void;
}

/** Prepared statements that one connection may hold; then it gives way to a new one. */
const MOST_PREPARED = 150;

const preparedOn = new WeakMap<PoolClient, Set<string>>();

const names = new StatementNames();

/**
 * A connection in the hands of one transaction. What is asked until nothing is left to do but wait goes out together, in order.
 * When that is the whole transaction, nothing is sent to begin and to end it: PostgreSQL makes one of what it gets together.
 */
export class Wire {
  #waiting: Waiting[] = [];
  #underWay = 0;
  #hasBegun = false;
  #isOver = false;
  #isLost = false;

  constructor(
    private readonly client: PoolClient,
    private readonly traffic: Traffic,
    private readonly beginning: Beginning,
  ) {}

  /** Asks a statement that does not count: one that says who asks. */
  control(statement: Statement): Answer {
    // The connection is lent to somebody else by now, or will be before this is answered.
    if (this.#isOver) return Promise.reject(new Error('The transaction has ended.'));
    return this.#ask(statement);
  }

  /** Asks a statement. */
  send(statement: Statement): Answer {
    this.traffic.statements += 1;
    return this.control(statement);
  }

  /** Ends the transaction. @throws why it could not be committed: it is undone then */
  async last(ending: Ending): Promise<void> {
    const isWhole = !this.#hasBegun && ending === 'commit' && this.beginning.isDefault;
    this.#isOver = true;
    if (isWhole) return this.#sendTogether();

    const ended = this.#ask({ text: ending, values: [] });
    this.#send();
    const { command } = await ended.catch(async (error) => {
      await this.#undo();
      throw error;
    });
    // After a statement that failed before, PostgreSQL answers a commit by undoing everything.
    if (command !== ending.toUpperCase()) throw new Error('What was written did not last.');
  }

  /** Whether the last statement was sent. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether the connection is not to be used again: nobody knows where it stands, or it has become too costly to keep. */
  get isSpent(): boolean {
    return this.#isLost || (preparedOn.get(this.client)?.size ?? 0) > MOST_PREPARED;
  }

  /** @throws when a value cannot be written, before anything was asked */
  #ask({ text, values }: Statement): Answer {
    const statement = { text, values: values.map(prepareValue) };
    if (this.#waiting.length === 0) process.nextTick(() => this.#send());
    return new Promise((answer) => this.#waiting.push({ statement, answer }));
  }

  /** Sends what waits, and whatever has to come before it. */
  #send(): void {
    if (this.#waiting.length === 0) return;
    if (!this.#hasBegun)
      this.#waiting.unshift({ statement: { text: this.beginning.text, values: [] }, answer: ignoreFailure });
    this.#hasBegun = true;
    this.#sendTogether().catch(ignore);
  }

  /** Sends what waits. @returns when PostgreSQL is done with all of it @throws what the first that failed, failed with */
  async #sendTogether(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#underWay === 0) this.traffic.roundTrips += 1;
    this.#underWay += 1;
    const batch = new Batch(waiting.map(({ statement }) => this.#named(statement)));
    for (const [index, result] of batch.results.entries()) waiting[index]?.answer(result);
    this.client.query(batch);
    try {
      await batch.done;
    } finally {
      this.#underWay -= 1;
    }
  }

  #named({ text, values }: Waiting['statement']): NamedStatement {
    const name = names.of(text);
    if (name !== undefined) {
      const prepared = preparedOn.get(this.client) ?? new Set<string>();
      preparedOn.set(this.client, prepared.add(name));
    }
    return { text, values, name };
  }

  /** A commit is passed over when a statement fails that was sent with it: then the transaction is still open. */
  async #undo(): Promise<void> {
    try {
      await this.client.query('rollback');
    } catch {
      this.#isLost = true;
    }
  }
}

/** What broke is told by the statement that was under way. */
function ignore(): void {}

function ignoreFailure(answer: Answer): void {
  answer.catch(ignore);
}
