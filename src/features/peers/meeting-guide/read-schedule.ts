import { WEEKDAYS_FROM_SUNDAY, type Weekday } from '../weekday';
import { isAbsent, type RawRow } from './row-fields';

/** One weekly time of a listing; all null when the meeting is by appointment. */
export interface MeetingSlot {
  readonly weekday: Weekday | null;
  /** Local, `HH:MM`. */
  readonly startTime: string | null;
  /** Local, `HH:MM`; before the start when the meeting ends on the next day, never equal to it. */
  readonly endTime: string | null;
}

const BY_APPOINTMENT: MeetingSlot = { weekday: null, startTime: null, endTime: null };

const UNKNOWN_DAY = 'The day does not exist: give a number from 0 (Sunday) to 6, a weekday, or a list of them.';
const UNKNOWN_START = 'The start time does not exist: give it as HH:MM, from 00:00 to 23:59.';
const UNKNOWN_END = 'The end time does not exist: give it as HH:MM, from 00:00 to 23:59.';

/**
 * Reads when a listing meets: one slot for each of its days.
 *
 * A listing without a day or without a time is by appointment, as TSML UI has it: half of a time is none.
 * Without an end, or with one equal to the start, a meeting lasts an hour, the specification's default.
 */
export function readSchedule(row: RawRow): { slots: readonly MeetingSlot[] } | { reason: string } {
  const weekdays = readWeekdays(row.day);
  const startTime = readTime(row.time);
  const givenEnd = readTime(row.end_time);
  if (weekdays === undefined) return { reason: UNKNOWN_DAY };
  if (startTime === undefined) return { reason: UNKNOWN_START };
  if (givenEnd === undefined) return { reason: UNKNOWN_END };
  if (startTime === null || weekdays.length === 0) return { slots: [BY_APPOINTMENT] };

  const endTime = givenEnd === null || givenEnd === startTime ? anHourAfter(startTime) : givenEnd;
  return { slots: weekdays.map((weekday) => ({ weekday, startTime, endTime })) };
}

/** The days of a listing, each once; undefined when one of them does not exist. */
function readWeekdays(value: unknown): Weekday[] | undefined {
  const given = (Array.isArray(value) ? value : [value]).flatMap((day) =>
    typeof day === 'string' ? day.split(',') : [day],
  );
  const weekdays = new Set<Weekday>();
  for (const day of given.filter((each) => !isAbsent(each))) {
    const weekday = typeof day === 'string' || typeof day === 'number' ? weekdayOf(String(day).trim()) : undefined;
    if (weekday === undefined) return undefined;
    weekdays.add(weekday);
  }
  return [...weekdays];
}

function weekdayOf(text: string): Weekday | undefined {
  // The specification ends at 6; feeds that count as ISO 8601 does write Sunday as 7, which can mean nothing else.
  if (/^[0-7]$/.test(text)) return WEEKDAYS_FROM_SUNDAY[Number(text) % 7];
  const name = text.toUpperCase().replace(/\.$/, '');
  if (name.length < 3) return undefined;
  return WEEKDAYS_FROM_SUNDAY.find((weekday) => weekday.startsWith(name) || `${weekday}S` === name);
}

/** A time as `HH:MM`; null when absent, undefined when it does not exist. */
function readTime(value: unknown): string | null | undefined {
  if (isAbsent(value)) return null;
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(?:([ap])\.?m\.?)?$/i.exec(value.trim());
  if (match === null) return undefined;
  const [, hourText, minuteText, half] = match;
  // "8" alone could be morning or evening.
  if (minuteText === undefined && half === undefined) return undefined;
  const hour = hourOf(Number(hourText), half);
  const minute = Number(minuteText ?? 0);
  return hour === undefined || minute > 59 ? undefined : clock(hour * 60 + minute);
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour > 23 ? undefined : hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function anHourAfter(time: string): string {
  return clock(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 60);
}

function clock(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
