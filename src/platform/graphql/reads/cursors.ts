import { createHash } from 'node:crypto';
import { badInput } from '../errors';

/** What a cursor is good for: one caller, one field, one set of arguments. */
export function cursorScopeOf(caller: string, field: string, args: Record<string, unknown>): string {
  const { first: _first, after: _after, last: _last, before: _before, ...narrowing } = args;
  return JSON.stringify([caller, field, given(narrowing)]);
}

/** Without what is null: that is not given, and two ways of not giving it make the same list. */
function given(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, given(inner)] as const);
  const kept = entries.filter(([, inner]) => inner !== null && inner !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * An opaque cursor for a place in a list.
 * It holds the order columns as text. Its seal binds it to caller, field and filter; row security, not the seal, decides what is seen.
 */
export function toCursor(scope: string, place: readonly string[]): string {
  return Buffer.from(JSON.stringify([seal(scope, place), ...place])).toString('base64url');
}

/**
 * The place a cursor stands for.
 * @param name the argument, for the message
 * @param size how many order columns there are
 * @throws BAD_USER_INPUT when it is no cursor of this caller, list and filter
 */
export function fromCursor(scope: string, name: string, cursor: string, size: number): string[] {
  const [sealed, ...place] = readJson(cursor);
  if (place.length === size && sealed === seal(scope, place)) return place;
  throw badInput({
    path: name,
    message: `"${name}" must be a cursor that this list returned to you, under the same filter and order.`,
  });
}

function seal(scope: string, place: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([scope, place]))
    .digest('base64url')
    .slice(0, 16);
}

function readJson(cursor: string): string[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) && parsed.every((part) => typeof part === 'string') ? parsed : [];
  } catch {
    return [];
  }
}
