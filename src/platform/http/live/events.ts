import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSourceEventStream, type FormattedExecutionResult } from 'graphql';
import { maskError, withRequestId } from '../../graphql/mask-errors';
import type { OperationContext } from '../operation';
import { logFailure } from '../operation-plugin';
import type { CheckedSubscription } from './check-subscription';
import type { LiveOptions } from './live-options';
import { lookAtEvent, UNKNOWN } from './look-at-event';
import type { Subscriber } from './subscriber';
import type { Turns } from './turns';

/** How long after a look that said nothing the next one comes: the first time, and at most. */
const PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * What a subscriber is sent: each event is an operation of its own, with a context of its own, read when it is sent, as whoever they are
 * by then. What they may not see leaves no trace; what the database cannot show now is looked at again.
 * @returns the events, or why there are none
 */
export async function eventsFor<C extends OperationContext>(
  subscription: CheckedSubscription,
  subscriber: Subscriber,
  options: LiveOptions<C>,
  turns: Turns,
): Promise<AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult> {
  const { schema, log, drain } = options;
  const requestId = randomUUID();
  try {
    const context = await options.contextFor({ headers: subscriber.headers, requestId, body: undefined });
    const source = await createSourceEventStream({ ...subscription, contextValue: context }).finally(() =>
      context.close(),
    );
    if (!(Symbol.asyncIterator in source)) return refused(source.errors ?? [], requestId, { schema, log });
    const looking = { subscription, subscriber, options };
    return new Events(source as AsyncIterableIterator<object>, (announcement, nth) =>
      drain.during(turns.take(() => lookAtEvent(announcement, looking, nth))),
    );
  } catch (error) {
    return refused([error], requestId, { schema, log });
  }
}

/**
 * Goes through what is announced. No generator: one that waits for an announcement cannot be ended before there is one.
 */
class Events implements AsyncIterableIterator<FormattedExecutionResult> {
  #isOver = false;

  constructor(
    private readonly source: AsyncIterator<object>,
    private readonly look: (announcement: object, nth: number) => ReturnType<typeof lookAtEvent>,
  ) {}

  async next(): Promise<IteratorResult<FormattedExecutionResult>> {
    while (!this.#isOver) {
      const { done, value } = await this.source.next();
      if (done) break;
      const shown = await this.#shown(value);
      if (shown && !this.#isOver) return { done: false, value: shown };
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<FormattedExecutionResult>> {
    this.#isOver = true;
    await this.source.return?.();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Those that follow wait: events come in their order. Between two looks others have their turn. */
  async #shown(announcement: object): Promise<FormattedExecutionResult | undefined> {
    for (let nth = 1; !this.#isOver; nth += 1) {
      const shown = await this.look(announcement, nth);
      if (shown !== UNKNOWN) return shown;
      await sleep(Math.min(PAUSE_MS * 2 ** (nth - 1), LONGEST_PAUSE_MS), undefined, { ref: false });
    }
    return undefined;
  }
}

/** Errors as they may leave; those that are ours are logged. */
function refused(
  errors: readonly unknown[],
  requestId: string,
  { schema, log }: Pick<LiveOptions<never>, 'schema' | 'log'>,
): FormattedExecutionResult {
  for (const error of errors) logFailure(error, requestId, schema, log);
  return { errors: errors.map((error) => withRequestId(maskError(error, schema), requestId)) };
}
