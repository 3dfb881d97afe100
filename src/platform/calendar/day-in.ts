import { DateTime } from 'luxon';

/**
 * The calendar day of an instant in a time zone, YYYY-MM-DD: days compare as such texts do.
 * @param timeZone IANA name
 */
export function dayIn(timeZone: string, instant: Date): string {
  const day = DateTime.fromJSDate(instant, { zone: timeZone }).toISODate();
  if (day === null) throw new Error('There is no such time zone.');
  return day;
}
