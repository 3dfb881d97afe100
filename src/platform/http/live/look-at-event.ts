import { randomUUID } from 'node:crypto';
import { type FieldNode, type FormattedExecutionResult, GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import { maskError, withRequestId } from '../../graphql/mask-errors';
import { Unseen } from '../../graphql/unseen';
import type { OperationContext } from '../operation';
import { logFailure } from '../operation-plugin';
import type { CheckedSubscription } from './check-subscription';
import type { LiveOptions } from './live-options';
import type { Subscriber } from './subscriber';

/** Nobody could say whether there is something to show: to be looked at again. */
export const UNKNOWN = Symbol('unknown');

/** How often an event is read before it is asked whether there is anything that they may see. */
const MOST_READS = 3;

/** What may be otherwise in a moment: the database fails, or access ended between reading and writing it down. */
const PASSING: readonly unknown[] = ['INTERNAL_SERVER_ERROR', 'UNAVAILABLE', 'CONFLICT'];

/** What there is to read, and how. */
export interface Looking<C extends OperationContext> {
  readonly subscription: CheckedSubscription;
  readonly subscriber: Subscriber;
  readonly options: LiveOptions<C>;
}

/**
 * Reads an event as whoever its subscriber is by now: an operation of its own. That something went wrong is told of what they may see,
 * and of nothing else, for it would tell that there was something. What they may see and cannot be read is not passed over: the
 * connection ends, so that they ask for what they missed.
 * @param nth how often this event was looked at, with this time
 * @returns what is sent; undefined where nothing is
 */
export async function lookAtEvent<C extends OperationContext>(
  announcement: object,
  looking: Looking<C>,
  nth: number,
): Promise<FormattedExecutionResult | undefined | typeof UNKNOWN> {
  const { subscription, subscriber, options } = looking;
  const requestId = randomUUID();
  const whole = () => answerOf(announcement, subscription, requestId, looking);
  const { errors = [], ...read } = await whole();
  if (errors.some(isUnseen)) return undefined;
  const told = errors.map((error) => withRequestId(maskError(error, options.schema), requestId));
  if (told.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return over(() => subscriber.forget());
  if (nth === 1 || isShown(read)) for (const error of errors) logFailure(error, requestId, options.schema, options.log);
  if (!isShown(read)) {
    const isPassing = told.some(({ extensions }) => PASSING.includes(extensions?.code));
    if (isPassing && nth < MOST_READS) return UNKNOWN;
    const sight = await answerOf(announcement, bareOf(subscription), requestId, looking);
    if (sight.errors?.some(isUnseen)) return undefined;
    if (!isShown(sight)) return UNKNOWN;
    if (isPassing) {
      // What failed may have passed between the two questions.
      const { errors: stillFailing, ...again } = await whole();
      return stillFailing ? over(() => subscriber.letGo()) : again;
    }
  }
  return { ...read, ...(told.length > 0 ? { errors: told } : {}) };
}

/** What came of an operation. */
interface Answered extends Omit<FormattedExecutionResult, 'errors'> {
  readonly errors?: readonly unknown[];
}

/** An answer, once all that it shows is written down, or why it could not be. */
async function answerOf<C extends OperationContext>(
  root: object,
  { document, operation, variableValues: variables }: CheckedSubscription,
  requestId: string,
  { subscriber, options }: Looking<C>,
): Promise<Answered> {
  let ctx: C | undefined;
  try {
    ctx = await options.contextFor({ headers: subscriber.headers, requestId, body: undefined });
    const { data, errors } = await options.execute({ document, operation, variables, ctx, root });
    await ctx.close();
    const { extensions } = ctx;
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors ? { errors } : {}),
      ...(extensions ? { extensions } : {}),
    };
  } catch (error) {
    await ctx?.close().catch(() => undefined);
    return { errors: [error] };
  }
}

/** Whether it shows the event, though something in it may be missing. */
function isShown({ data }: Answered): boolean {
  return Object.values(data ?? {}).some((value) => value !== null);
}

function isUnseen(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError instanceof Unseen;
}

function over(end: () => void): undefined {
  end();
  return undefined;
}

const NOTHING_OF_IT: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

/** The same subscription, with nothing of what it is about: whether there is something for them to see. */
function bareOf(subscription: CheckedSubscription): CheckedSubscription {
  const { operation } = subscription;
  const field = { ...rootFieldOf(operation.selectionSet, subscription), selectionSet: NOTHING_OF_IT };
  const bare = { ...operation, selectionSet: { ...operation.selectionSet, selections: [field] } };
  return { ...subscription, operation: bare, document: { kind: Kind.DOCUMENT, definitions: [bare] } };
}

/** A subscription has one field. @throws when it has none, which validation refuses */
function rootFieldOf({ selections: [first] }: SelectionSetNode, subscription: CheckedSubscription): FieldNode {
  if (first?.kind === Kind.FIELD) return first;
  if (first?.kind === Kind.INLINE_FRAGMENT) return rootFieldOf(first.selectionSet, subscription);
  for (const definition of subscription.document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === first?.name.value)
      return rootFieldOf(definition.selectionSet, subscription);
  throw new Error('The subscription has no field.');
}
