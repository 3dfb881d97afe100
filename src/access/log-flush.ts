import type { DataSource } from 'typeorm';
import { poolOf } from '../platform/database/database';

/** A commit that writes and waits: PostgreSQL's log is on disk up to here when it is answered, with every commit before it. */
const FLUSH = { name: 'log-flush', text: "select pg_logical_emit_message(true, 'alongside', '')" };

/**
 * Waits until what was committed is on disk, once for all who wait at the same time. Accounts of what was shown are committed without
 * waiting and flushed by this before the answer leaves: each on its own would wait for the disk as long as it reads.
 */
export class LogFlush {
  #underWay: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param limitMs others queue behind a flush, so that a connection whose other end is gone must not keep it for ever */
  constructor(
    private readonly dataSource: DataSource,
    private readonly limitMs = 10_000,
  ) {}

  /** Resolves when everything that was committed before this call is on disk. @throws when that is not known */
  after(): Promise<void> {
    // One that is under way may have begun before that commit.
    this.#next ??= this.#begin(this.#underWay);
    return this.#next;
  }

  async #begin(before: Promise<void> | undefined): Promise<void> {
    await before?.catch(() => undefined);
    this.#underWay = this.#next;
    this.#next = undefined;
    const flush = { ...FLUSH, query_timeout: this.limitMs };
    await poolOf(this.dataSource).query(flush);
  }
}
