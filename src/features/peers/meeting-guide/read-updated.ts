import { DateTime } from 'luxon';

import { lineOf, type RawRow } from './row-fields';

/** `8/28/2021`, `8/16/2021 7:16:45 AM`: month before day, as the feeds that write slashes are North American. */
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])m)?)?$/i;

/**
 * When a listing was last changed by whoever keeps it. The specification says UTC; a time with an offset keeps it.
 * Null when absent or not understood: nothing hangs on it.
 */
export function readUpdated(row: RawRow): Date | null {
  const text = lineOf(row.updated);
  if (text === null) return null;
  const slashed = SLASHED.exec(text);
  // ISO 8601 with a space for its T is what the specification and SQL write.
  const time = slashed ? readSlashed(slashed) : DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' });
  return time.isValid && time.year >= 1900 && time.year < 2200 ? time.toJSDate() : null;
}

function readSlashed([, month, day, year, hour, minute, second, half]: RegExpExecArray): DateTime {
  const given = Number(hour ?? 0);
  const hours = half === undefined ? given : (given % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return DateTime.utc(Number(year), Number(month), Number(day), hours, Number(minute ?? 0), Number(second ?? 0));
}
