import * as fc from 'fast-check';
import type { CorpusApp } from '../corpus-app';
import type { Coverage } from '../coverage/coverage';
import { Recorder } from '../coverage/recorder';
import { contextFor } from '../executors';
import { operationArbitrary } from '../generate/operation-arbitrary';
import type { Answer, Executor, Operation } from '../operation';
import { differenceOf } from './difference';
import { eachInFlight } from './each-in-flight';
import { withCursors } from './with-cursors';

/** How many operations are under way at a time: the pool has ten connections. */
const IN_FLIGHT = 6;
/** How many differing operations are made small, and how long that may take for each. */
const MOST_REPORTS = 3;
const SHRINK_MILLISECONDS = 30_000;

/** Asks operations both ways and tells where the answers differ. */
export class Comparison {
  readonly #recorder: Recorder;

  /**
   * @param plan answers in place of the product's own way, to see a fault caught
   */
  constructor(
    private readonly corpus: CorpusApp,
    private readonly coverage: Coverage,
    private readonly plan: Executor = (operation) => corpus.plan.execute(operation),
  ) {
    this.#recorder = new Recorder(corpus.plain.schema);
  }

  /** How the two answers to an operation differ; undefined when they are the same. */
  async of(template: Operation): Promise<string | undefined> {
    const operation = await withCursors(template, (asked) => this.#ask(asked));
    const { answer, record } = await this.#ask(operation);
    this.coverage.add(record);
    return differenceOf(operation, answer, await this.plan(operation), this.corpus.plain.schema);
  }

  /**
   * Compares operations generated from a seed.
   * @returns a report for each difference, the first few of them made as small as they get
   */
  async generated(seed: number, count: number): Promise<string[]> {
    const arbitrary = operationArbitrary(this.corpus.plain.schema, this.corpus.facts);
    const operations = fc.sample(arbitrary, { seed, numRuns: count });
    const reports = new Map<number, string>();
    await eachInFlight(operations, IN_FLIGHT, async (operation, index) => {
      const difference = await this.of(operation);
      if (difference !== undefined) reports.set(index, difference);
    });
    const first = [...reports].sort(([a], [b]) => a - b);
    const shown = first.slice(0, MOST_REPORTS).map(([index]) => this.replayed(seed, String(index)));
    const small = await Promise.all(shown);
    return [...small.flatMap((report) => report ?? []), ...first.slice(small.length).map(([, report]) => report)];
  }

  /**
   * Asks one operation of a seed again and makes it small.
   * @param path its number, or the path that an earlier report names
   * @returns the report; undefined when the answers are the same
   */
  async replayed(seed: number, path: string): Promise<string | undefined> {
    const arbitrary = operationArbitrary(this.corpus.plain.schema, this.corpus.facts);
    const property = fc.asyncProperty(arbitrary, async (operation) => {
      const difference = await this.of(operation);
      if (difference !== undefined) throw new Error(difference);
    });
    const limit = { interruptAfterTimeLimit: SHRINK_MILLISECONDS, markInterruptAsFailure: false };
    const details = await fc.check(property, { seed, path, numRuns: 1, ...limit });
    if (!details.failed) return undefined;
    const { message } = details.errorInstance as Error;
    const replay = `CORPUS_SEED=${seed} CORPUS_PATH=${details.counterexamplePath ?? path}`;
    return `${message}\nreplay with ${replay}, made smaller ${details.numShrinks} times`;
  }

  async #ask(operation: Operation): Promise<{ answer: Answer; record: ReturnType<Recorder['of']> }> {
    const ctx = contextFor(this.corpus.app, operation);
    const answer = await this.corpus.plain.execute(operation, ctx);
    return { answer, record: this.#recorder.of(ctx) };
  }
}
