import { forbidden, type PublicError } from '../errors';
import type { EntityClass } from '../nodes';
import { type Condition, type Existence, filterConditions } from './conditions';
import type { ReadContext } from './context';
import { ownershipOf } from './ownership';
import type { Order, SetRead } from './set-read';

type Args = Readonly<Record<string, unknown>>;

/** An argument that was given, with what it tests. */
interface Given {
  readonly argument: string;
  readonly condition: Condition;
}

/**
 * Lets a caller who stands outside narrow and order a list by its own rows only. By what rows of another table say of somebody, a hit
 * would tell more than their account holds, and a miss would leave no line in it.
 * @throws FORBIDDEN naming the argument, or the list where it is made by such rows itself
 */
export function requireOwnRows(read: SetRead<object>, args: Args, ctx: ReadContext): void {
  if (!ctx.isOutsider) return;
  if (isMadeByOthers(read)) throw refused(read.place());
  const order = read.orderChoices?.orders[String(args.orderBy ?? read.orderChoices.initial)];
  if (order?.columns.some(tellsOfOthers)) throw refused('orderBy');
  const found = givenTo(read, args).find(({ condition }) => !isNoted(condition) && readsOthers(condition));
  if (found) throw refused(found.argument);
}

/** Whether what other rows say of somebody makes the list what it is, whatever is asked. */
export function isMadeByOthers({ order, bridge, conditions }: SetRead<object>): boolean {
  return (
    order.columns.some(tellsOfOthers) ||
    (bridge !== undefined && isOfSomebody(bridge.entity())) ||
    conditions.some(readsOthers)
  );
}

/** Arguments and filter keys that were given: null means not given. */
function givenTo(read: SetRead<object>, args: Args): Given[] {
  const filter = (args.filter ?? {}) as Args;
  const keys = read.filterInput ? [...filterConditions(read.filterInput(), read.target())] : [];
  return [
    ...[...read.args].map(([name, { condition }]) => ({ argument: name, condition, value: args[name] })),
    ...keys.map(([key, condition]) => ({ argument: `filter.${key}`, condition, value: filter[key] })),
  ].filter(({ value }) => value !== undefined && value !== null);
}

function tellsOfOthers({ companion }: Order['columns'][number]): boolean {
  return companion !== undefined && isOfSomebody(companion.entity());
}

/** Whether what the test tells goes into the account. */
export function isNoted(condition: Condition): condition is Existence {
  return condition.test === 'exists' && condition.isNoted === true;
}

function readsOthers(condition: Condition): boolean {
  if (condition.test === 'anyOf') return condition.conditions.some(readsOthers);
  if (condition.test !== 'exists' && condition.test !== 'existsOrNot') return false;
  return isOfSomebody(condition.entity()) || condition.where.some(readsOthers);
}

function isOfSomebody(entity: EntityClass): boolean {
  return ownershipOf(entity) !== undefined;
}

function refused(what: string): PublicError {
  return forbidden(
    `"${what}" is not open to callers outside the program: what it tells would not be written down as shown to them. Leave it out, and go by the fields of the records.`,
  );
}
