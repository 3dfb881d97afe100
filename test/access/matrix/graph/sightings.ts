import { ACTORS } from '../actors';
import { type Cells, setCell } from '../cells';
import type { Answer } from './ask';
import type { Sink } from './piece';

/** What a code of an error is called in the table. */
export const ERROR_CELLS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'U',
  FORBIDDEN: 'F',
  NOT_FOUND: 'N',
  BAD_USER_INPUT: 'B',
  CONFLICT: 'C',
  RATE_LIMITED: 'R',
  UNAVAILABLE: 'W',
};

type ByActor<V> = Map<string, V>;

/** Everything that was seen: entry by entry, specimen by specimen, actor by actor. */
export class Sightings {
  readonly #amounts = new Map<string, Map<string, ByActor<number>>>();
  readonly #refusals = new Map<string, ByActor<string>>();
  readonly #anchors = new Map<string, Map<string, Readonly<Record<string, unknown>>>>();
  readonly #met: { actor: string; way: string; record: Readonly<Record<string, unknown>> }[] = [];
  readonly #failures = new Set<string>();
  readonly #bytes = new Map<string, ByActor<string>>();

  /** Notes what an actor sees. */
  sinkOf(actor: string): Sink {
    return {
      seen: (entry, specimen, amount) => {
        const specimens = this.#amounts.get(entry) ?? new Map<string, ByActor<number>>();
        this.#amounts.set(entry, specimens);
        const amounts = specimens.get(specimen) ?? new Map<string, number>();
        specimens.set(specimen, amounts);
        amounts.set(actor, Math.max(amounts.get(actor) ?? 0, amount));
      },
      met: (way, record) => this.#met.push({ actor, way, record }),
      contradicts: (what) => this.#failures.add(`${actor}: ${what}`),
    };
  }

  /** Notes that an actor is refused with an error. */
  refusedSinkOf(actor: string, code: string): Sink {
    const sink = this.sinkOf(actor);
    return {
      ...sink,
      seen: (entry, specimen) => {
        sink.seen(entry, specimen, 0);
        const refusals = this.#refusals.get(entry) ?? new Map<string, string>();
        this.#refusals.set(entry, refusals.set(actor, ERROR_CELLS[code] ?? '!'));
      },
    };
  }

  /** Notes a record as it is shown by its id. */
  anchor(actor: string, record: Readonly<Record<string, unknown>>): void {
    const records = this.#anchors.get(actor) ?? new Map<string, Readonly<Record<string, unknown>>>();
    this.#anchors.set(actor, records.set(String(record.id), record));
  }

  /** Notes the bytes of an answer about P. */
  answered(actor: string, document: string, bytes: string): void {
    const answers = this.#bytes.get(document) ?? new Map<string, string>();
    this.#bytes.set(document, answers.set(actor, bytes));
  }

  /** The questions about P that one actor is answered as none of the others is, with all answers. */
  differences(one: string, others: readonly string[]): string[] {
    return [...this.#bytes].flatMap(([document, answers]) => {
      const told = (code: string): string => `${code}: ${answers.get(code)}`;
      return others.some((other) => answers.get(one) === answers.get(other))
        ? []
        : [[document, ...[one, ...others].map(told)].join('\n')];
    });
  }

  /** Notes an error where none belongs: whoever asks by id is answered, or answered with null. */
  failed(actor: string, what: string, { code, path, message }: Answer['errors'][number]): void {
    if (code !== 'UNAUTHENTICATED') this.#failures.add(`${actor}: ${what} at ${path}: ${code} ${message}`);
  }

  get failures(): readonly string[] {
    return [...this.#failures];
  }

  /** Records of these that some way shows otherwise than their id does, or whose id shows nothing. */
  contradictions(ids: ReadonlySet<string>): string[] {
    const found = new Set<string>();
    for (const { actor, way, record } of this.#met) {
      if (typeof record.id !== 'string' || !ids.has(record.id)) continue;
      const anchor = this.#anchors.get(actor)?.get(record.id);
      const others = Object.keys(record).filter(
        (name) => JSON.stringify(anchor?.[name]) !== JSON.stringify(record[name]),
      );
      for (const name of others)
        found.add(`${actor}: ${way} shows ${record.id} ${anchor ? name : 'whose id shows nothing'}`);
    }
    return [...found];
  }

  /** Entries that nobody saw anything of. */
  unseen(): string[] {
    const isSeen = (specimens: Map<string, ByActor<number>>): boolean =>
      [...specimens.values()].some((amounts) => [...amounts.values()].some((amount) => amount > 0));
    return [...this.#amounts]
      .filter(([, specimens]) => !isSeen(specimens))
      .map(([entry]) => entry)
      .sort();
  }

  /** All of it, some of it, none of it: against what the one who sees most of each specimen sees. */
  cells(): Cells {
    const cells: Cells = new Map();
    for (const [entry, specimens] of this.#amounts) {
      for (const { code } of ACTORS)
        setCell(cells, entry, code, this.#refusals.get(entry)?.get(code) ?? letterOf(specimens, code));
    }
    return cells;
  }
}

function letterOf(specimens: ReadonlyMap<string, ByActor<number>>, actor: string): string {
  const shares = [...specimens.values()].map((amounts) => ({
    own: amounts.get(actor) ?? 0,
    most: Math.max(...amounts.values()),
  }));
  const seen = shares.reduce((sum, { own }) => sum + own, 0);
  if (seen === 0) return '.';
  return shares.every(({ own, most }) => own === most) ? '+' : String(Math.min(seen, 99));
}
