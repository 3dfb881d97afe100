import type { Occurrence } from './occurrences';
import { occurrencesOf, type WeeklySchedule } from './occurrences';

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
  const found = meetings.flatMap((meeting) => {
    const schedule = meeting.schedule();
    if (!schedule) return [];
    const occurrences = occurrencesOf(schedule, from, until, cancelled.get(meeting.id) ?? NEVER_CANCELLED);
    return occurrences.map((occurrence) => ({ meeting, ...occurrence }));
  });
  return found.sort(bySoonest);
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
