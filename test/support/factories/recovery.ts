import type { Caller, TestApp } from '../app';
import { asAdmin } from '../database';
import { uuidOf } from '../uuid-of';

type Input = Record<string, unknown>;

const BEGIN =
  'mutation ($input: BeginRecoveryPeriodInput!) { beginRecoveryPeriod(input: $input) { recoveryPeriod { id } } }';
const RECORD = 'mutation ($input: RecordMilestoneInput!) { recordMilestone(input: $input) { milestone { id } } }';
const CHECK_IN = 'mutation ($input: CheckInInput!) { checkIn(input: $input) { checkIn { id } supportMessage } }';
const SUMMARY = `query ($id: ID!) { patient(id: $id) { recovery {
  basis hidesDayCounts currentPeriodStartedOn currentDays cumulativeDays longestDays nextMilestone { kind years reachedOn daysAway } } } }`;

/** How recovery goes, as the graph tells it. */
export interface Summary {
  readonly basis: string;
  readonly hidesDayCounts: boolean;
  readonly currentPeriodStartedOn: string | null;
  readonly currentDays: number | null;
  readonly cumulativeDays: number | null;
  readonly longestDays: number | null;
  readonly nextMilestone: { kind: string; years: number | null; reachedOn: string; daysAway: number } | null;
}

/** The calendar day so many days ago, where patients of the test organizations live unless told otherwise. */
export function daysAgo(count: number, timeZone = 'America/Los_Angeles', now = new Date()): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
  return new Date(Date.parse(today) - count * 86_400_000).toISOString().slice(0, 10);
}

/** Begins a period so many days ago; answers with its id. */
export async function aRecoveryPeriod(by: Caller, patientId: string, days: number, input: Input = {}): Promise<string> {
  const { beginRecoveryPeriod } = await by.data(BEGIN, {
    input: { patientId, basis: 'ABSTINENCE', startedOn: daysAgo(days), ...input },
  });
  return beginRecoveryPeriod.recoveryPeriod.id;
}

/** The same, to be sent where an error may come of it. */
export const BEGIN_PERIOD = BEGIN;

/** Records a milestone by hand; answers with its id. */
export async function aMilestone(by: Caller, patientId: string, input: Input = {}): Promise<string> {
  const { recordMilestone } = await by.data(RECORD, {
    input: { patientId, kind: 'PERSONAL', title: 'A weekend with the children', reachedOn: daysAgo(1), ...input },
  });
  return recordMilestone.milestone.id;
}

/** A patient checks in; answers with the id. */
export async function aCheckIn(by: Caller, patientId: string, input: Input = {}): Promise<string> {
  const data = await by.data(CHECK_IN, { input: { patientId, mood: 4, craving: 2, ...input } });
  return data.checkIn.checkIn.id;
}

/** How recovery of this patient goes, as somebody sees it. */
export async function recoveryOf(by: Caller, patientId: string): Promise<Summary | null> {
  return (await by.data(SUMMARY, { id: patientId })).patient.recovery;
}

/** The day milestones that somebody sees, as `DAYS_30 2026-01-31`, the latest first. */
export async function dayMilestonesOf(by: Caller, patientId: string): Promise<string[]> {
  const { patient } = await by.data(
    'query ($id: ID!) { patient(id: $id) { milestones(first: 100) { nodes { kind years reachedOn } } } }',
    { id: patientId },
  );
  const nodes: { kind: string; years: number | null; reachedOn: string }[] = patient.milestones.nodes;
  return nodes.map(({ kind, years, reachedOn }) => `${kind}${years === null ? '' : ` ${years}`} ${reachedOn}`);
}

/** The period under way ends as a return to use ends it: its last day was so many days ago. */
export async function endPeriod(app: TestApp, patientId: string, lastDay: string): Promise<void> {
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query('select app.end_recovery_period(p.organization_id, p.id, $2, now()) from patient p where p.id = $1', [
      uuidOf(patientId),
      lastDay,
    ]),
  );
}

/** Marks a record as made by mistake; answers with the type of what came of it. */
export async function markInError(by: Caller, id: string): Promise<string> {
  const data = await by.data(
    'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename } }',
    { input: { id, reason: 'Mistyped.' } },
  );
  return data.markEnteredInError.__typename;
}
