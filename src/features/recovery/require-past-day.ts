import { DateTime } from 'luxon';
import { badInput } from '../../platform/graphql/errors';

/** So long ago that it was mistyped, in years. */
const LONGEST_YEARS = 100;

/**
 * Refuses a day that is still to come where the patient lives, or was before anybody's memory.
 * @param timeZone IANA name
 * @throws BAD_USER_INPUT naming the field
 */
export function requirePastDay(day: string, now: Date, timeZone: string, path: string): void {
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  if (day > today.toFormat('yyyy-MM-dd')) throw badInput({ path, message: `"${path}" must not be in the future.` });
  if (day < today.minus({ years: LONGEST_YEARS }).toFormat('yyyy-MM-dd'))
    throw badInput({ path, message: `"${path}" must not be more than ${LONGEST_YEARS} years ago.` });
}
