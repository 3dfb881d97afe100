import type { OperationFacts, OperationType, Outcome } from '../observability/metrics';

/** What the server needs of an operation's context; the rest is its owner's affair. */
export interface OperationContext {
  readonly requestId: string;
  /** SQL statements sent so far. */
  readonly statementCount: number;
  /** How often it has waited for the database so far. */
  readonly roundTripCount: number;
  /** What the answer carries beside its data, once the operation was closed. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** The caller's role, for the log; undefined when unknown. */
  readonly roleName: string | undefined;
  /** Ends the operation's transaction; called once, before the answer leaves. */
  close(): Promise<void>;
}

/** Codes that speak of us, not of what the caller asked. */
const FAILURES = ['INTERNAL_SERVER_ERROR', 'UNAVAILABLE'];

/** One request on its way: what the log and the metrics will tell of it. */
export class Operation<C extends OperationContext> {
  context: C | undefined;
  name: string | undefined;
  type: OperationType = 'none';
  errorCodes: readonly string[] = [];
  readonly #startedAt = performance.now();
  #closed: Promise<void> | undefined;

  constructor(readonly requestId: string) {}

  /** Ends the context's work, once however often it is called. */
  close(): Promise<void> {
    this.#closed ??= this.context?.close() ?? Promise.resolve();
    return this.#closed;
  }

  /** @param answered whether the answer reached the caller */
  facts(answered: boolean): OperationFacts {
    return {
      type: this.type,
      outcome: answered ? this.#outcome() : 'aborted',
      errorCodes: this.errorCodes,
      durationMs: performance.now() - this.#startedAt,
      statements: this.context?.statementCount ?? 0,
    };
  }

  #outcome(): Outcome {
    if (this.errorCodes.length === 0) return 'ok';
    return this.errorCodes.some((code) => FAILURES.includes(code)) ? 'failed' : 'refused';
  }
}
