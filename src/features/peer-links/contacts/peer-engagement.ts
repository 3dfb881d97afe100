import { DateTime as Instant } from 'luxon';
import { Field, Int, ObjectType } from 'type-graphql';
import { badInput } from '../../../platform/graphql/errors';
import { DateTime } from '../../../platform/graphql/scalars';

/** The longest time back that engagement is computed for, in days. */
export const MOST_DAYS_BACK = 366;

/** What is counted of a contact. */
interface Counted {
  readonly occurredAt: Date;
  readonly peerGroupId: string | null;
}

/** How often a patient and their peers were in touch. */
@ObjectType({ description: 'How often a patient and their peers were in touch lately.', simpleResolvers: true })
export class PeerEngagement {
  @Field(() => Int, { description: 'Contacts with mentors.' })
  contacts: number;

  @Field(() => Int, { description: 'Meetings of groups that the patient says they went to.' })
  groupMeetings: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The latest of either within these days; null when there is none.',
  })
  lastContactAt: Date | null;

  @Field(() => [Int], {
    description:
      'Contacts with mentors week by week, the oldest first. Weeks begin on Monday where the patient lives; the first and the present one may be cut short.',
  })
  weeklyContacts: number[];

  constructor(rows: readonly Counted[], weeklyContacts: number[]) {
    this.contacts = rows.filter(({ peerGroupId }) => peerGroupId === null).length;
    this.groupMeetings = rows.length - this.contacts;
    this.lastContactAt =
      rows.length > 0 ? new Date(Math.max(...rows.map(({ occurredAt }) => occurredAt.getTime()))) : null;
    this.weeklyContacts = weeklyContacts;
  }
}

/**
 * Engagement over so many days of the patient's calendar, today included.
 * @param timeZone IANA name
 * @throws BAD_USER_INPUT naming `days` when it is not between 1 and 366
 */
export function engagementOver(rows: readonly Counted[], days: number, timeZone: string, now: Date): PeerEngagement {
  if (days < 1 || days > MOST_DAYS_BACK)
    throw badInput({ path: 'days', message: `"days" must be between 1 and ${MOST_DAYS_BACK}.` });
  const today = Instant.fromJSDate(now, { zone: timeZone }).startOf('day');
  const firstDay = today.minus({ days: days - 1 });
  const within = rows.filter(({ occurredAt }) => occurredAt >= firstDay.toJSDate());
  const withMentors = within.filter(({ peerGroupId }) => peerGroupId === null);
  const instants = withMentors.map(({ occurredAt }) => Instant.fromJSDate(occurredAt, { zone: timeZone }));
  return new PeerEngagement(within, byWeek(instants, firstDay, today));
}

/** How many of these instants fall into each week, from that of the first day to that of the last. */
function byWeek(instants: readonly Instant[], firstDay: Instant, lastDay: Instant): number[] {
  const first = firstDay.startOf('week');
  const weekOf = (instant: Instant): number => Math.round(instant.startOf('week').diff(first, 'weeks').weeks);
  const last = weekOf(lastDay);
  const weeks = Array.from({ length: last + 1 }, () => 0);
  // Whoever's clock is ahead of ours may have begun the next week.
  for (const week of instants.map((instant) => Math.min(weekOf(instant), last))) weeks[week] = (weeks[week] ?? 0) + 1;
  return weeks;
}
