import { badInput } from '../errors';

/** How long a page is when nobody says. */
export const DEFAULT_PAGE_SIZE = 25;

/** What the four Relay arguments ask for. */
export interface PageRequest {
  readonly size: number;
  /** Counting from the end: `last` was given. */
  readonly backward: boolean;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

/**
 * Reads first, after, last and before.
 * @param cap the longest page allowed
 * @throws BAD_USER_INPUT when both sizes are given, or one is negative or above the cap
 */
export function pageRequest(args: Record<string, unknown>, cap: number): PageRequest {
  const first = sizeOf('first', args.first, cap);
  const last = sizeOf('last', args.last, cap);
  if (first !== undefined && last !== undefined)
    throw badInput({ path: 'last', message: 'Give "first" or "last", not both.' });
  return {
    size: first ?? last ?? Math.min(DEFAULT_PAGE_SIZE, cap),
    backward: last !== undefined,
    after: typeof args.after === 'string' ? args.after : undefined,
    before: typeof args.before === 'string' ? args.before : undefined,
  };
}

function sizeOf(name: string, value: unknown, cap: number): number | undefined {
  if (typeof value !== 'number') return undefined;
  if (value >= 0 && value <= cap) return value;
  throw badInput({ path: name, message: `"${name}" must be between 0 and ${cap}.` });
}
