import type { CorpusApp } from '../corpus-app';
import { contextFor } from '../executors';
import type { Answer, Executor, Operation } from '../operation';
import type { Coverage } from '../touched/coverage';
import type { OperationRecord } from '../touched/recorder';
import { differenceOf } from './difference';
import { eachInFlight } from './each-in-flight';
import { withCursors } from './with-cursors';

/** How many operations are under way at a time: the pool has ten connections. */
const IN_FLIGHT = 6;

/** An operation and what both ways answered. */
export interface Answers {
  readonly operation: Operation;
  readonly plain: Answer;
  readonly plan: Answer;
}

/** Asks operations both ways and tells where the answers differ. */
export class Comparison {
  /**
   * @param coverage is told what each operation touched
   * @param plan answers in place of the product's own way, to see a fault caught
   */
  constructor(
    readonly corpus: CorpusApp,
    private readonly coverage: Coverage,
    private readonly plan: Executor = (operation) => corpus.plan.execute(operation),
  ) {}

  /** How the two answers to an operation differ; undefined when they are the same. */
  async of(template: Operation): Promise<string | undefined> {
    const { operation, plain, plan } = await this.answers(template);
    return differenceOf(operation, plain, plan, this.corpus.plain.schema);
  }

  /** Both answers, and the operation as it was asked: with real cursors. */
  async answers(template: Operation): Promise<Answers> {
    const operation = await withCursors(template, (asked) => this.#ask(asked));
    const { answer: plain, record } = await this.#ask(operation);
    this.coverage.add(record);
    return { operation, plain, plan: await this.plan(operation) };
  }

  /** A report for each operation whose answers differ, by its number in the list. */
  async ofAll(operations: readonly Operation[]): Promise<Map<number, string>> {
    const reports = new Map<number, string>();
    await eachInFlight(operations, IN_FLIGHT, async (operation, index) => {
      const difference = await this.of(operation);
      if (difference !== undefined) reports.set(index, difference);
    });
    return new Map([...reports].sort(([a], [b]) => a - b));
  }

  async #ask(operation: Operation): Promise<{ answer: Answer; record: OperationRecord }> {
    const ctx = contextFor(this.corpus.app, operation);
    const answer = await this.corpus.plain.execute(operation, ctx);
    return { answer, record: this.corpus.recorder.of(ctx) };
  }
}
