import { type Occurrence, occurrencesOf, type WeeklySchedule } from './occurrences';

const DAY = 86_400_000;

/** A meeting as far as its times go. */
export interface Scheduled {
  readonly id: string;
  /** Null when by appointment. */
  schedule(): WeeklySchedule | null;
}

/** A day on which a meeting does not take place. */
export interface Cancelled {
  readonly meetingId: string;
  /** In the meeting's own zone, YYYY-MM-DD. */
  readonly cancelledOn: string;
}

/** One time of one of the meetings. */
export interface Upcoming<M extends Scheduled> extends Occurrence {
  readonly meeting: M;
}

const NEVER_CANCELLED: ReadonlySet<string> = new Set();

/**
 * When the meetings take place within `days` of `from`, the soonest first; those at the same instant by id.
 * One that is under way at `from` counts. Meetings by appointment have no times.
 */
export function upcoming<M extends Scheduled>(
  meetings: readonly M[],
  cancellations: readonly Cancelled[],
  from: Date,
  days: number,
): Upcoming<M>[] {
  const until = new Date(from.getTime() + days * DAY);
  const cancelled = daysByMeeting(cancellations);
  const bySchedule = new Map<string, Occurrence[]>();
  const found = meetings.flatMap((meeting) => {
    const schedule = meeting.schedule();
    if (!schedule) return [];
    const off = cancelled.get(meeting.id);
    // Most of a directory's meetings share their weekday, hours and zone with others, and computing a time costs some 10 µs.
    const key = off ? undefined : keyOf(schedule);
    const known = key === undefined ? undefined : bySchedule.get(key);
    const occurrences = known ?? occurrencesOf(schedule, from, until, off ?? NEVER_CANCELLED);
    if (key !== undefined) bySchedule.set(key, occurrences);
    return occurrences.map((occurrence) => ({ meeting, ...occurrence }));
  });
  return found.sort(bySoonest);
}

function keyOf({ weekday, startTime, endTime, timeZone }: WeeklySchedule): string {
  return `${weekday} ${startTime} ${endTime} ${timeZone}`;
}

function bySoonest(a: Upcoming<Scheduled>, b: Upcoming<Scheduled>): number {
  const apart = a.startsAt.getTime() - b.startsAt.getTime();
  if (apart !== 0) return apart;
  return a.meeting.id < b.meeting.id ? -1 : Number(a.meeting.id > b.meeting.id);
}

function daysByMeeting(cancellations: readonly Cancelled[]): Map<string, Set<string>> {
  const days = new Map<string, Set<string>>();
  for (const { meetingId, cancelledOn } of cancellations) {
    days.set(meetingId, (days.get(meetingId) ?? new Set<string>()).add(cancelledOn));
  }
  return days;
}
