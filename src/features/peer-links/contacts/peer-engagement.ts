import { DateTime as Instant } from 'luxon';
import { Field, Int, ObjectType } from 'type-graphql';
import { dayIn } from '../../../platform/calendar/day-in';
import { badInput } from '../../../platform/graphql/errors';
import { DateTime } from '../../../platform/graphql/scalars';
import type { PeerContactDay } from './peer-contact-day.entity';

/** The longest time back that engagement is computed for, in days. */
export const MOST_DAYS_BACK = 366;

/** How often they were in touch on a day, with mentors or with groups. */
type Counted = Pick<PeerContactDay, 'day' | 'isOfGroup' | 'contacts' | 'lastAt'>;

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
    this.contacts = total(rows.filter(({ isOfGroup }) => !isOfGroup));
    this.groupMeetings = total(rows) - this.contacts;
    this.lastContactAt = rows.length > 0 ? new Date(Math.max(...rows.map(({ lastAt }) => lastAt.getTime()))) : null;
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
  const begins = dayIn(timeZone, firstDay.toJSDate());
  const within = rows.filter(({ day }) => day >= begins);
  const withMentors = within.filter(({ isOfGroup }) => !isOfGroup);
  return new PeerEngagement(within, byWeek(withMentors, firstDay, today));
}

function total(rows: readonly Counted[]): number {
  return rows.reduce((sum, { contacts }) => sum + contacts, 0);
}

/** How many of these fall into each week, from that of the first day to that of the last. */
function byWeek(rows: readonly Counted[], firstDay: Instant, lastDay: Instant): number[] {
  const first = firstDay.startOf('week');
  const weekOf = (instant: Instant): number => Math.round(instant.startOf('week').diff(first, 'weeks').weeks);
  const last = weekOf(lastDay);
  const weeks = Array.from({ length: last + 1 }, () => 0);
  // Whoever's clock is ahead of ours may have begun the next week.
  for (const { day, contacts } of rows) {
    const week = Math.min(weekOf(Instant.fromISO(day, { zone: firstDay.zone })), last);
    weeks[week] = (weeks[week] ?? 0) + contacts;
  }
  return weeks;
}
