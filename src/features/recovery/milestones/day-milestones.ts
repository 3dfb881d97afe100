import { MilestoneKind } from './milestone.entity';

/** A milestone that is reached by days, and after how many. */
export interface DayMilestone {
  readonly kind: MilestoneKind;
  readonly years: number | null;
  readonly days: number;
}

/** Four years have one leap day. */
const DAYS_IN_FOUR_YEARS = 1_461;

const FIRST_YEAR: readonly DayMilestone[] = [
  { kind: MilestoneKind.DAYS_30, years: null, days: 30 },
  { kind: MilestoneKind.DAYS_60, years: null, days: 60 },
  { kind: MilestoneKind.DAYS_90, years: null, days: 90 },
  { kind: MilestoneKind.MONTHS_6, years: null, days: daysOfMonths(6) },
];

/**
 * The first milestone beyond so many cumulative days. A year is 365¼ days, rounded down, and six months are half of one: the days need
 * not follow each other, so no calendar has them. `app.day_milestones` says the same to the database.
 */
export function nextDayMilestone(cumulativeDays: number): DayMilestone {
  const early = FIRST_YEAR.find(({ days }) => days > cumulativeDays);
  if (early) return early;
  const years = Math.floor((4 * (cumulativeDays + 1) - 1) / DAYS_IN_FOUR_YEARS) + 1;
  return { kind: MilestoneKind.YEARS, years, days: daysOf(years) };
}

/** How many cumulative days so many months are, each a twelfth of such a year. */
export function daysOfMonths(months: number): number {
  return Math.floor((DAYS_IN_FOUR_YEARS * months) / 48);
}

function daysOf(years: number): number {
  return Math.floor((DAYS_IN_FOUR_YEARS * years) / 4);
}
