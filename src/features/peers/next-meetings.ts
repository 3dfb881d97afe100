import { badInput } from '../../platform/graphql/errors';
import { many, on, type SetRead } from '../../platform/graphql/reads';
import { CancelledOccurrence, Meeting } from './meeting.entity';
import { MeetingOccurrence } from './meeting-occurrence';
import { upcoming } from './upcoming';

/** The longest time ahead that occurrences are computed for, in days. */
export const MOST_DAYS = 31;

/** How many days ahead, when nobody says. */
export const DEFAULT_DAYS = 7;

/** The arguments of a `nextMeetings` field. */
export interface NextMeetingsArguments {
  readonly from?: Date | null;
  readonly days?: number | null;
  readonly first?: number | null;
}

/**
 * What `nextMeetings` needs of a group: a derived read spreads it among its needs.
 * @param groupColumn the parent's column that holds the group's id: `id` on the group itself, `peerGroupId` on what points at one
 */
export function groupSchedule(groupColumn: string): {
  meetings: SetRead<Meeting>;
  cancellations: SetRead<CancelledOccurrence>;
} {
  return {
    meetings: many(() => Meeting)
      .by('peerGroupId')
      .of(groupColumn)
      .where(on<Meeting>().is('active', true))
      .orderBy('name'),
    cancellations: many(() => CancelledOccurrence)
      .by('peerGroupId')
      .of(groupColumn)
      .orderBy('cancelledOn'),
  };
}

/**
 * When a group meets next, the soonest first.
 * @throws BAD_USER_INPUT naming `days` when it is not between 1 and 31
 */
export function nextMeetings(
  { meetings, cancellations }: { meetings: readonly Meeting[]; cancellations: readonly CancelledOccurrence[] },
  { from, days, first }: NextMeetingsArguments,
  now: Date,
): MeetingOccurrence[] {
  const ahead = days ?? DEFAULT_DAYS;
  if (ahead < 1 || ahead > MOST_DAYS)
    throw badInput({ path: 'days', message: `"days" must be between 1 and ${MOST_DAYS}.` });
  return upcoming(meetings, cancellations, from ?? now, ahead)
    .slice(0, first ?? DEFAULT_FIRST)
    .map(({ meeting, ...occurrence }) => new MeetingOccurrence(meeting, occurrence));
}

/** How many occurrences, when nobody says. */
const DEFAULT_FIRST = 10;
