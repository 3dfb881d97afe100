import { DateTime } from 'luxon';

import { lineOf, type RawRow } from './row-fields';

/** Besides ISO 8601 and SQL. Month before day, as the feeds that write slashes are North American. */
const FORMATS = ['M/d/yyyy h:mm:ss a', 'M/d/yyyy h:mm a', 'M/d/yyyy H:mm:ss', 'M/d/yyyy H:mm', 'M/d/yyyy'];

/**
 * When a listing was last changed by whoever keeps it. The specification says UTC; a time with an offset keeps it.
 * Null when absent or not understood: nothing hangs on it.
 */
export function readUpdated(row: RawRow): Date | null {
  const text = lineOf(row.updated);
  if (text === null) return null;
  const read = text.includes('/')
    ? FORMATS.map((format) => DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-US' }))
    : [DateTime.fromISO(text, { zone: 'utc' }), DateTime.fromSQL(text, { zone: 'utc' })];
  const updated = read.find((time) => time.isValid && time.year >= 1900 && time.year < 2200);
  return updated?.toJSDate() ?? null;
}
