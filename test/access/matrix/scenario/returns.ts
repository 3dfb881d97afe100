import type { TableRow } from '../../../corpus/data-set/rows';
import { FAR_FUTURE, idOf, P, PAST, RECENT } from './ids';

/** A return to use of P. */
export function returnRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('return', '1'),
      version: 1,
      patient_id: P,
      occurred_on: '2025-02-01',
      precision: 'WEEK',
      last_use_at: RECENT,
      shared_at: RECENT,
      shared_by: 'PATIENT',
      substance: 'wine',
      context: 'A hard week',
      safety_needs: ['WITHDRAWAL_RISK'],
      ends_recovery_period: false,
      status: 'SHARED',
      note: 'Called back the same day',
    },
  ];
}

/** What is to be done for P, and what was: by the clinician on call, a mentor, and nobody in particular. */
export function followUpRows(organization: string): TableRow[] {
  const followUp = (kind: string, category: string, rest: TableRow = {}): TableRow => ({
    organization_id: organization,
    id: idOf('follow-up', kind),
    version: 1,
    patient_id: P,
    category,
    kind,
    is_urgent: false,
    source_id: idOf('return', '1'),
    opened_at: PAST,
    due_at: RECENT,
    escalates_at: null,
    escalated_at: null,
    assignee_clinician_id: null,
    assignee_mentor_id: null,
    acknowledged_at: null,
    acknowledged_by: null,
    completed_at: null,
    completed_by: null,
    outcome: null,
    ...rest,
  });
  const escalated = { is_urgent: true, escalates_at: RECENT, escalated_at: RECENT };
  const done = { acknowledged_at: RECENT, completed_at: RECENT, outcome: 'Talked it over' };
  return [
    followUp('URGENT_SAFETY_CALL', 'RETURN_TO_USE', { ...escalated, assignee_clinician_id: idOf('clinician', 'CE') }),
    followUp('PEER_OUTREACH', 'RETURN_TO_USE', { assignee_mentor_id: idOf('mentor', 'MI'), due_at: FAR_FUTURE }),
    followUp('CLINICAL_REVIEW', 'RETURN_TO_USE', { ...done, assignee_clinician_id: idOf('clinician', 'CT') }),
    followUp('COVER_REVIEW', 'CARE_PLAN', { source_id: null }),
  ];
}
