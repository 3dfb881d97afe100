import { IANAZone } from 'luxon';

import { WEEKDAYS_FROM_SUNDAY, type Weekday } from './weekday';
import { zoneOffset } from './zone-offset';

/** A meeting's weekly time, as its listing gives it. */
export interface WeeklySchedule {
  readonly weekday: Weekday;
  /** Local, `HH:MM` or `HH:MM:SS`, 00:00 to 23:59. */
  readonly startTime: string;
  /** Local; at an hour before the start it is on the next day. Null, or the same as the start, means an hour later. */
  readonly endTime: string | null;
  /** IANA name, as `America/Los_Angeles`. */
  readonly timeZone: string;
}

/** One time that a meeting takes place. */
export interface Occurrence {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const DEFAULT_MINUTES = 60;

/**
 * When a meeting takes place between two instants, in order.
 *
 * An occurrence counts when it has not ended at `from` and starts before `until`; so one that is under way at `from`
 * counts, and one that starts exactly at `until` does not.
 *
 * Daylight saving follows RFC 5545. Section 3.3.5: a local time that the clocks skip moves forward by the gap (02:30
 * becomes 03:30), and a local time that comes twice means the first. Section 3.8.5.3: every occurrence lasts exactly as
 * long as the schedule says, also across a change of the clocks.
 *
 * @param cancelledOn local dates, `YYYY-MM-DD`, on which the meeting is scheduled to start but does not take place
 * @throws RangeError when the schedule has a time zone or a time that does not exist; it repeats no value
 */
export function occurrencesOf(
  schedule: WeeklySchedule,
  from: Date,
  until: Date,
  cancelledOn: ReadonlySet<string>,
): Occurrence[] {
  const { timeZone } = schedule;
  if (!IANAZone.create(timeZone).isValid) throw new RangeError('The time zone of the schedule does not exist.');

  const start = minutesOf(schedule.startTime);
  const duration = durationOf(start, schedule.endTime) * MINUTE;
  const found: Occurrence[] = [];

  // Local midnights are held as if they were UTC, so that a week is always seven days of the calendar.
  const firstDay = dayOnOrAfter(schedule.weekday, localDay(from, timeZone) - 2 * DAY);
  for (let day = firstDay; ; day += 7 * DAY) {
    const startsAt = instantOf(day + start * MINUTE, timeZone);
    // Written so that an invalid date ends the search at once.
    if (!(startsAt < until.getTime())) return found;
    const endsAt = startsAt + duration;
    if (endsAt <= from.getTime() || cancelledOn.has(isoDate(day))) continue;
    found.push({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });
  }
}

function minutesOf(time: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)(?::\d{2})?$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined) throw new RangeError('A time of the schedule does not exist.');
  return Number(hour) * 60 + Number(minute);
}

function durationOf(start: number, endTime: string | null): number {
  if (endTime === null) return DEFAULT_MINUTES;
  const minutes = minutesOf(endTime) - start;
  if (minutes === 0) return DEFAULT_MINUTES;
  return minutes > 0 ? minutes : minutes + 1440;
}

function localDay(instant: Date, timeZone: string): number {
  const local = instant.getTime() + zoneOffset(timeZone, instant.getTime());
  return local - (((local % DAY) + DAY) % DAY);
}

function dayOnOrAfter(weekday: Weekday, day: number): number {
  const ahead = WEEKDAYS_FROM_SUNDAY.indexOf(weekday) - new Date(day).getUTCDay();
  return day + ((ahead + 7) % 7) * DAY;
}

/** The instant at which clocks in the zone show `local`, a wall time held as if it were UTC. */
function instantOf(local: number, timeZone: string): number {
  // Offsets a day to either side see every change of the clocks that can touch this wall time.
  const before = zoneOffset(timeZone, local - DAY);
  const after = zoneOffset(timeZone, local + DAY);
  const earlier = local - before;
  if (before === after || zoneOffset(timeZone, earlier) === before) return earlier;
  const later = local - after;
  if (zoneOffset(timeZone, later) === after) return later;
  // Skipped: read with the offset before the gap, it comes out as much later as the gap is wide.
  return earlier;
}

function isoDate(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
