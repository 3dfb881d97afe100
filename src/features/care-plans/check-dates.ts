import { dayIn } from '../../platform/calendar/day-in';
import { badInput } from '../../platform/graphql/errors';

/** A caller's clock may be ahead of ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

interface Span {
  readonly startsOn?: string | null | undefined;
  readonly endsOn?: string | null | undefined;
}

/** Refuses a last day before the first. @throws BAD_USER_INPUT naming input.endsOn */
export function requireSpan({ startsOn, endsOn }: Span): void {
  if (startsOn && endsOn && endsOn < startsOn)
    throw badInput({ path: 'input.endsOn', message: '"input.endsOn" must not be before the first day.' });
}

/** So long ago that it was mistyped, in years. */
const LONGEST_YEARS = 100;

/** Refuses an instant that is still to come, or was before anybody's memory. @throws BAD_USER_INPUT naming the field */
export function requirePastInstant(instant: Date, now: Date, path: string): void {
  if (instant.getTime() > now.getTime() + CLOCK_SKEW_MS)
    throw badInput({ path, message: `"${path}" must not be in the future.` });
  requireMemory(dayIn('utc', instant), dayIn('utc', now), path);
}

/**
 * Refuses a day that is still to come where the patient lives, or was before anybody's memory.
 * @param timeZone IANA name
 * @throws BAD_USER_INPUT naming the field
 */
export function requirePastDay(day: string, now: Date, timeZone: string, path: string): void {
  const today = dayIn(timeZone, now);
  if (day > today) throw badInput({ path, message: `"${path}" must not be in the future.` });
  requireMemory(day, today, path);
}

function requireMemory(day: string, today: string, path: string): void {
  // Days compare as texts do, those of a leap year as well.
  if (day < `${Number(today.slice(0, 4)) - LONGEST_YEARS}${today.slice(4)}`)
    throw badInput({ path, message: `"${path}" must not be more than ${LONGEST_YEARS} years ago.` });
}
