import { DateTime } from 'luxon';
import { dayIn } from '../../../platform/calendar/day-in';
import { DatePrecision, type ReturnToUse } from './return-to-use.entity';

/** The first and the last day that a day known as exactly as this can be. A week is not said to begin on any day: it has the six around it. */
export function daysOf(occurredOn: string, precision: DatePrecision): { first: string; last: string } {
  const day = DateTime.fromISO(occurredOn, { zone: 'utc' });
  const dateOf = (date: DateTime): string => date.toFormat('yyyy-MM-dd');
  switch (precision) {
    case DatePrecision.DAY:
      return { first: occurredOn, last: occurredOn };
    case DatePrecision.WEEK:
      return { first: dateOf(day.minus({ days: 6 })), last: dateOf(day.plus({ days: 6 })) };
    case DatePrecision.MONTH:
      return { first: dateOf(day.startOf('month')), last: dateOf(day.endOf('month')) };
  }
}

/** What says until when somebody may have used. */
export type Told = Pick<ReturnToUse, 'occurredOn' | 'precision' | 'lastUseAt' | 'sharedAt'>;

/** The last day on which they may have used, as far as it was told: none after the one on which it was shared. */
export function lastDayOfUse({ occurredOn, precision, lastUseAt, sharedAt }: Told, timeZone: string): string {
  const { last } = daysOf(occurredOn, precision);
  const sharedOn = dayIn(timeZone, sharedAt);
  const days = [occurredOn, last < sharedOn ? last : sharedOn, ...(lastUseAt ? [dayIn(timeZone, lastUseAt)] : [])];
  return days.reduce((latest, day) => (day > latest ? day : latest));
}
