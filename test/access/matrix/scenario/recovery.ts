import type { TableRow } from '../../../corpus/data-set/rows';
import { idOf, P, RECENT } from './ids';

/** Periods of recovery: one entered in error, one that ended when the next began, and that, which goes on. Triggers count their days. */
export function periodRows(organization: string): TableRow[] {
  const period = (name: string, startedOn: string, isError = false): TableRow => ({
    organization_id: organization,
    id: idOf('recovery period', name),
    patient_id: P,
    basis: 'ABSTINENCE',
    started_on: startedOn,
    recorded_at: RECENT,
    entered_in_error_at: isError ? RECENT : null,
    entered_in_error_reason: isError ? 'Wrong record.' : null,
  });
  return [period('wrong', '2024-11-01', true), period('first', '2024-12-10'), period('1', '2025-01-01')];
}

/** Milestones by days and by years, one by hand, one that tells of a return to use, and one that was entered in error. */
export function milestoneRows(organization: string): TableRow[] {
  const milestone = (name: string, kind: string, isError = false): TableRow => ({
    organization_id: organization,
    id: idOf('milestone', name),
    patient_id: P,
    kind,
    years: kind === 'YEARS' ? 1 : null,
    title: `Milestone ${name}`,
    reached_on: '2025-01-31',
    recorded_at: RECENT,
    entered_in_error_at: isError ? RECENT : null,
    entered_in_error_reason: isError ? 'Wrong record.' : null,
  });
  return [
    milestone('days', 'DAYS_30'),
    milestone('years', 'YEARS'),
    milestone('1', 'PERSONAL'),
    milestone('back', 'BACK_AFTER_RECURRENCE'),
    milestone('wrong', 'PERSONAL', true),
  ];
}

/** Kind words about nothing in particular, about a milestone, and about coming back. */
export function encouragementRows(organization: string): TableRow[] {
  const encouragement = (name: string, milestone: string | null, category = 'RECOVERY'): TableRow => ({
    organization_id: organization,
    id: idOf('encouragement', name),
    patient_id: P,
    milestone_id: milestone && idOf('milestone', milestone),
    category,
    author_id: idOf('clinician', 'CT'),
    author_name: 'Clinician CT',
    message: 'Well done.',
    sent_at: RECENT,
  });
  return [
    encouragement('plain', null),
    encouragement('1', '1'),
    encouragement('days', 'days'),
    encouragement('back', 'back', 'RETURN_TO_USE'),
  ];
}

/** A check-in, and one that was entered in error. */
export function checkInRows(organization: string): TableRow[] {
  return [false, true].map((isError) => ({
    organization_id: organization,
    id: idOf(isError ? 'wrong check-in' : 'check-in', '1'),
    patient_id: P,
    occurred_at: RECENT,
    mood: 3,
    craving: 4,
    note: 'A long day.',
    wants_contact: false,
    entered_in_error_at: isError ? RECENT : null,
    entered_in_error_reason: isError ? 'Wrong record.' : null,
  }));
}
