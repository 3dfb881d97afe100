import { DateTime } from 'luxon';
import { dayIn } from '../../../platform/calendar/day-in';
import { nextDayMilestone } from '../milestones/day-milestones';
import type { PatientRecovery, RecoveryCount, RecoveryPeriod } from './recovery-period.entity';
import type { RecoverySummary, UpcomingMilestone } from './recovery-summary';

/** What is read for a summary, as far as the viewer may see it. */
export interface RecoveryRows {
  readonly timeZone: string;
  readonly recovery: Pick<PatientRecovery, 'basis' | 'hidesDays'> | null;
  readonly count: Pick<RecoveryCount, 'anchorOn' | 'days' | 'floorDays'> | null;
  readonly periods: readonly Pick<RecoveryPeriod, 'startedOn' | 'endedOn'>[];
}

/** How recovery goes on the day that it is where the patient lives; null when there is no period, or the viewer may not know of any. */
export function summarizeRecovery(
  { timeZone, recovery, count, periods }: RecoveryRows,
  now: Date,
): RecoverySummary | null {
  if (!recovery?.basis) return null;
  const today = dayIn(timeZone, now);
  const current = periods.find(({ endedOn }) => endedOn === null);
  const lengths = periods.map(({ startedOn, endedOn }) => daysBetween(startedOn, endedOn ?? today));
  const cumulativeDays = count && cumulativeDaysOf(count, today);
  return {
    basis: recovery.basis,
    hidesDayCounts: recovery.hidesDays,
    currentPeriodStartedOn: current?.startedOn ?? null,
    currentDays: current ? daysBetween(current.startedOn, today) : null,
    cumulativeDays,
    longestDays: lengths.length > 0 ? Math.max(...lengths) : null,
    // Without the period: that none comes next would tell that none is under way, and so of a return to use.
    nextMilestone:
      current && count?.anchorOn && cumulativeDays !== null ? upcoming(count.anchorOn, cumulativeDays, today) : null,
  };
}

/** The whole days of all periods together. @param today the day that it is where the patient lives */
export function cumulativeDaysOf(
  { anchorOn, days, floorDays }: Pick<RecoveryCount, 'anchorOn' | 'days' | 'floorDays'>,
  today: string,
): number {
  return Math.max(anchorOn === null ? (days ?? 0) : daysBetween(anchorOn, today), floorDays);
}

/**
 * The first milestone that was not reached: whatever was shown is awarded, or about to be, so it lies beyond what is shown, days that
 * stand still for a while (`floorDays`) included. It comes on its day by the periods themselves, as the database awards it: no day is added for the wait.
 */
function upcoming(anchorOn: string, cumulativeDays: number, today: string): UpcomingMilestone {
  const { kind, years, days } = nextDayMilestone(cumulativeDays);
  const reachedOn = dayOf(anchorOn).plus({ days }).toFormat('yyyy-MM-dd');
  return { kind, years, reachedOn, daysAway: daysBetween(today, reachedOn) };
}

/** Whole days from one calendar day to another; none where it is not that day yet, as in a zone that the patient has just moved to. */
function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round(dayOf(to).diff(dayOf(from), 'days').days));
}

function dayOf(day: string): DateTime {
  return DateTime.fromISO(day, { zone: 'utc' });
}
