import { badInput } from '../errors';
import type { SetRead } from './set-read';

/**
 * How many rows a list with a bound is asked for.
 * @throws BAD_USER_INPUT naming first
 */
export function boundOf({ bound }: SetRead<object>, { first }: Readonly<Record<string, unknown>>): number | undefined {
  if (!bound) return undefined;
  const size = typeof first === 'number' ? first : bound.initial;
  if (size >= 1 && size <= bound.most) return size;
  throw badInput({ path: 'first', message: `"first" must be between 1 and ${bound.most}.` });
}
