import { DateTime } from 'luxon';

/** The calendar day of an instant where the patient lives, YYYY-MM-DD: links begin and end on days of the patient's. */
export function patientDay({ timeZone }: { readonly timeZone: string }, instant: Date): string | null {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toISODate();
}
