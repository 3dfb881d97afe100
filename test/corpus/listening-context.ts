import { setImmediate as nextTurn } from 'node:timers/promises';
import { Context } from '../../src/access/context';
import type { Row } from '../../src/platform/graphql/reads';

/**
 * A context that can be waited for. graphql-js answers as soon as a non-null field fails, while siblings still read; what a
 * list's earlier items read is then awaited by nobody, and would be refused once the operation is over: a rejection unhandled.
 */
export class ListeningContext extends Context {
  readonly #asked = new Set<Promise<unknown>>();

  override query(text: string, values: readonly unknown[]): Promise<Row[]> {
    const answer = super.query(text, values);
    const settled = answer.catch(() => undefined).finally(() => this.#asked.delete(settled));
    this.#asked.add(settled);
    return answer;
  }

  /** Until nothing is being read, and nothing more is asked for. */
  async quiet(): Promise<void> {
    for (let turns = 0; turns < 3; turns += 1) {
      while (this.#asked.size > 0) {
        await Promise.all(this.#asked);
        turns = 0;
      }
      await nextTurn();
    }
  }
}
