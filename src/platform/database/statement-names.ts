import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Texts that are remembered, to notice when one comes again. */
const MOST_TEXTS = 1_000;

/** Statements that PostgreSQL keeps prepared. Each costs every connection some 200 kB, so there is an end to them. */
const MOST_NAMES = 100;

/**
 * Names for statements that come again, so that PostgreSQL parses and plans them once a connection. A text that comes once has none.
 * The same text has the same name, however often it was forgotten.
 */
export class StatementNames {
  readonly #seen = new LRUCache<string, true>({ max: MOST_TEXTS });
  readonly #names = new LRUCache<string, string>({ max: MOST_NAMES });

  /** The name under which to prepare this statement; undefined while it is not worth it. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (!this.#seen.has(text)) {
      this.#seen.set(text, true);
      return undefined;
    }
    const name = `s_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }
}
