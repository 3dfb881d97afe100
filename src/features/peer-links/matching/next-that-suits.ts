import { DateTime } from 'luxon';
import { type MeetingOccurrence, nextMeetings } from '../../peers';
import type { MatchFacts } from './peer-match.entity';

/** How many days ahead it looks: mostly the week does, and a month of every group's times takes four times as long. */
const LOOKS = [7, 31];

type Schedule = Parameters<typeof nextMeetings>[0];

/**
 * When a group meets next while the patient has time, and no farther than they would go. Each occurrence is put on the patient's
 * clock by itself, so that it is right across a change of the clocks in either zone.
 */
export function nextThatSuits(
  { free, timeZone, tooFar }: MatchFacts,
  schedule: Schedule,
  now: Date,
): MeetingOccurrence | null {
  const meetings = schedule.meetings.filter(({ id }) => !tooFar?.includes(id));
  for (const days of LOOKS) {
    const ahead = nextMeetings({ ...schedule, meetings }, { days, first: 1000 }, now);
    const found = ahead.find((occurrence) => !free || fallsInto(occurrence, free, timeZone ?? 'utc'));
    if (found) return found;
  }
  return null;
}

/**
 * Whether it begins and ends within one of the patient's spans. Until when they have time is asked of the clocks of that week: they may
 * be changed while it lasts.
 */
function fallsInto(
  { startsAt, endsAt }: MeetingOccurrence,
  free: readonly (readonly [from: number, to: number])[],
  timeZone: string,
): boolean {
  const begins = DateTime.fromJSDate(startsAt, { zone: timeZone });
  const minute = minuteOf(begins);
  const [, to] = free.find(([from, until]) => from <= minute && minute < until) ?? [];
  if (to === undefined) return false;
  const midnight = begins.startOf('week').plus({ days: Math.floor(to / 1440) });
  return endsAt.getTime() <= midnight.set({ hour: Math.floor((to % 1440) / 60), minute: to % 60 }).toMillis();
}

/** Minutes since Monday began, on the clocks of a zone. */
export function minuteOfWeek(instant: Date, timeZone: string): number {
  return minuteOf(DateTime.fromJSDate(instant, { zone: timeZone }));
}

function minuteOf({ weekday, hour, minute }: DateTime): number {
  return ((weekday - 1) * 24 + hour) * 60 + minute;
}
