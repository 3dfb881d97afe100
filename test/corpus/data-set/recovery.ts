import type { Client } from 'pg';
import { PATIENTS } from './patients';
import { CORPUS_NOW, day, instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const BASES = ['ABSTINENCE', 'REDUCED_DRINKING', 'SELF_DEFINED'];
const KINDS = ['PERSONAL', 'DAYS_30', 'FIRST_MEETING', 'BACK_AFTER_RECURRENCE', 'TREATMENT_COMPLETED', 'YEARS'];

const milestonesOf = (patient: number): number => (5 * patient) % 7;

/** Periods of recovery: none, one, or several that followed each other. */
export function periodRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo(patient % 4).map((n) => ({
      organization_id: organization,
      id: uuidFor('recovery period', patient, n),
      patient_id: uuidFor('patient', patient),
      basis: nth(BASES, patient + n),
      // For some so long that the next milestone is a year.
      started_on: day(n === 0 && patient % 3 === 0 ? 400 : 24 - 8 * n),
      recorded_at: instant(24 - 8 * n, n),
    })),
  );
}

/** Milestones, several of one day, every fourth entered in error. */
export function milestoneRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo(milestonesOf(patient)).map((n) => ({
      organization_id: organization,
      id: uuidFor('milestone', patient, n),
      patient_id: uuidFor('patient', patient),
      kind: nth(KINDS, n),
      years: when(nth(KINDS, n) === 'YEARS', 1 + (patient % 3)),
      title: nth(['A year “of Sundays”', '30 days', 'Back\n'], n),
      reached_on: day(40 - 10 * (n % 3)),
      recorded_at: instant(30 - (n % 2), n),
      ...inError(n % 4 === 3),
    })),
  );
}

/** Kind words about milestones, and about none. */
export function encouragementRows(organization: string): TableRow[] {
  const about = (patient: number, milestone: number | null, n: number): TableRow => ({
    organization_id: organization,
    id: uuidFor('encouragement', patient, milestone ?? 99, n),
    patient_id: uuidFor('patient', patient),
    milestone_id: milestone === null ? null : uuidFor('milestone', patient, milestone),
    category: milestone !== null && nth(KINDS, milestone) === 'BACK_AFTER_RECURRENCE' ? 'RETURN_TO_USE' : 'RECOVERY',
    author_id: uuidFor('clinician', n),
    author_name: nth(['Ana', 'Dr. “Quill”'], n),
    message: nth(['Well done.', 'Glad — that you are here'], patient + n),
    sent_at: instant(20 - (n % 2), n),
  });
  return upTo(PATIENTS).flatMap((patient) => [
    ...upTo(milestonesOf(patient)).flatMap((milestone) => upTo(milestone % 3).map((n) => about(patient, milestone, n))),
    ...upTo(patient % 5).map((n) => about(patient, null, n)),
  ]);
}

/** Check-ins, several at one instant, every third entered in error. */
export function checkInRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo((3 * patient) % 8).map((n) => ({
      organization_id: organization,
      id: uuidFor('check-in', patient, n),
      patient_id: uuidFor('patient', patient),
      occurred_at: instant(15 - Math.min(n, 3), n),
      mood: 1 + ((patient + n) % 5),
      craving: (patient + 3 * n) % 11,
      note: when(n % 2 === 0, 'A long day.\r\n'),
      wants_contact: false,
      ...inError(n % 3 === 2),
    })),
  );
}

/**
 * Some would like a call, which opens no follow-up here, for that would have another id in each run; some periods ended; some patients hide
 * their days. No milestone is left for the server's job, which would come at any moment.
 */
export async function settleRecovery(client: Client): Promise<void> {
  await client.query('update check_in set wants_contact = true where mood = 2');
  await client.query(
    `with ended as (update recovery_period set ended_on = started_on + 3 where ended_on is null and basis = 'SELF_DEFINED'
        returning organization_id, patient_id)
      select app.count_recovery(organization_id, patient_id, $1::date, false) from ended`,
    [CORPUS_NOW],
  );
  await client.query(
    `update recovery_period set entered_in_error_at = $1, entered_in_error_reason = 'Wrong record.' where basis = 'REDUCED_DRINKING'`,
    [CORPUS_NOW],
  );
  const hiding = [2, 7, 11].map((patient) => uuidFor('patient', patient));
  await client.query('update patient_recovery set hides_days = true where id = any($1)', [hiding]);
  await client.query('update recovery_count set next_milestone_on = null');
}

function inError(isSo: boolean): TableRow {
  return {
    entered_in_error_at: when(isSo, '2026-01-03T04:05:06.789Z'),
    entered_in_error_reason: when(isSo, 'Wrong record.'),
  };
}
