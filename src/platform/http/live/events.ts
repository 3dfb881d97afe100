import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createSourceEventStream, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { maskError, withRequestId } from '../../graphql/mask-errors';
import { Unseen } from '../../graphql/unseen';
import type { OperationContext } from '../operation';
import { logFailure } from '../operation-plugin';
import type { CheckedSubscription } from './check-subscription';
import type { LiveOptions } from './live-options';
import type { Turns } from './turns';

/** Who subscribed, and how it is told that their token is good no more. */
export interface Subscriber {
  readonly headers: IncomingHttpHeaders;
  /** Ends the connection: nobody is behind the token any more. */
  forget(): void;
}

/** How often an event is looked at that could not be written down: access to it may have ended between looking and writing. */
const MOST_LOOKS = 2;

/**
 * What a subscriber is sent: each event is an operation of its own, with a context of its own, read when it is sent, as whoever they are
 * by then. What they may not see leaves no trace.
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
    return new Events(source as AsyncIterableIterator<object>, (announcement) =>
      drain.during(turns.take(() => show(announcement, subscription, subscriber, options, 1))),
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
    private readonly showing: (announcement: object) => Promise<FormattedExecutionResult | undefined>,
  ) {}

  async next(): Promise<IteratorResult<FormattedExecutionResult>> {
    while (!this.#isOver) {
      const { done, value } = await this.source.next();
      if (done) break;
      const shown = await this.showing(value);
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
}

/** Undefined where there is nothing to show to this subscriber. */
async function show<C extends OperationContext>(
  announcement: object,
  subscription: CheckedSubscription,
  subscriber: Subscriber,
  options: LiveOptions<C>,
  look: number,
): Promise<FormattedExecutionResult | undefined> {
  const requestId = randomUUID();
  try {
    const ctx = await options.contextFor({ headers: subscriber.headers, requestId, body: undefined });
    const answer = await answerOf(announcement, subscription, ctx, options);
    if (!answer) return undefined;
    const { errors } = answer.errors ? refused(answer.errors, requestId, options) : {};
    if (errors?.some(isOfNobody)) return forget(subscriber);
    return {
      ...(answer.data === undefined ? {} : { data: answer.data }),
      ...(errors ? { errors } : {}),
      ...(ctx.extensions ? { extensions: ctx.extensions } : {}),
    };
  } catch (error) {
    const told = maskError(error, options.schema);
    if (isOfNobody(told)) return forget(subscriber);
    if (told.extensions?.code === 'CONFLICT' && look < MOST_LOOKS)
      return show(announcement, subscription, subscriber, options, look + 1);
    return refused([error], requestId, options);
  }
}

/** The operation's answer, once all that it shows is written down. @throws why it could not be */
async function answerOf<C extends OperationContext>(
  root: object,
  { document, operation, variableValues: variables }: CheckedSubscription,
  ctx: C,
  { execute }: LiveOptions<C>,
): Promise<Awaited<ReturnType<typeof execute>> | undefined> {
  try {
    const answer = await execute({ document, operation, variables, ctx, root });
    await ctx.close();
    return answer.errors?.some(isUnseen) ? undefined : answer;
  } catch (error) {
    await ctx.close().catch(() => undefined);
    throw error;
  }
}

function forget(subscriber: Subscriber): undefined {
  subscriber.forget();
  return undefined;
}

function isUnseen(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError instanceof Unseen;
}

function isOfNobody({ extensions }: { readonly extensions?: Readonly<Record<string, unknown>> }): boolean {
  return extensions?.code === 'UNAUTHENTICATED';
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
