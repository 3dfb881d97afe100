import type { GraphQLSchema } from 'graphql';
import { everyPlace } from './places';
import type { OperationRecord } from './recorder';

/** Places where nothing can ever come, and why. */
const EMPTY_BY_NATURE: Readonly<Record<string, string>> = {
  'Query.peerMentors(filter.fellowships)': 'mentors belong to no fellowship',
};

/** What all operations together have touched. */
export class Coverage {
  readonly #asked = new Map<string, number>();
  readonly #filled = new Map<string, number>();
  operations = 0;
  operationsWithRows = 0;

  /** Adds what one operation touched. */
  add({ places, hasRows }: OperationRecord): void {
    this.operations += 1;
    if (hasRows) this.operationsWithRows += 1;
    for (const [place, isFilled] of places) {
      this.#asked.set(place, (this.#asked.get(place) ?? 0) + 1);
      if (isFilled) this.#filled.set(place, (this.#filled.get(place) ?? 0) + 1);
    }
  }

  /** The share of operations whose answer is made of records, between 0 and 1. */
  get shareWithRows(): number {
    return this.operationsWithRows / Math.max(this.operations, 1);
  }

  /** What was never asked for, or never found anything: a line each. */
  gaps(schema: GraphQLSchema): string[] {
    return this.missed(schema).map((place) => {
      const asked = this.#asked.get(place);
      return asked ? `${place} was asked for ${asked} times and never found anything` : `${place} was never asked for`;
    });
  }

  /** The places themselves. */
  missed(schema: GraphQLSchema): string[] {
    return everyPlace(schema).filter((place) =>
      place in EMPTY_BY_NATURE ? !this.#asked.has(place) : !this.#filled.has(place),
    );
  }

  /** The places that were filled least often, for whoever tunes the generator. */
  rarest(count: number): string[] {
    const sorted = [...this.#asked.keys()].sort((a, b) => (this.#filled.get(a) ?? 0) - (this.#filled.get(b) ?? 0));
    return sorted.slice(0, count).map((place) => `${place} ${this.#filled.get(place) ?? 0}/${this.#asked.get(place)}`);
  }
}
