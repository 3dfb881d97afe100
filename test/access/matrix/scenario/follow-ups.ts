import type { TableRow } from '../../../corpus/data-set/rows';
import { FAR_FUTURE, idOf, P, PAST, RECENT } from './ids';

/** What is to be done for P: by nobody in particular, by a clinician, and by a mentor. */
export function followUpRows(organization: string): TableRow[] {
  const followUp = (kind: string, category: string, rest: TableRow = {}): TableRow => ({
    organization_id: organization,
    id: idOf('follow-up', kind),
    version: 1,
    patient_id: P,
    category,
    kind,
    is_urgent: false,
    opened_at: PAST,
    due_at: FAR_FUTURE,
    escalates_at: null,
    acknowledged_at: null,
    completed_at: null,
    outcome: null,
    assignee_clinician_id: null,
    assignee_mentor_id: null,
    ...rest,
  });
  const done = { acknowledged_at: RECENT, completed_at: RECENT, outcome: 'Talked it over' };
  return [
    followUp('COVER_REVIEW', 'CARE_PLAN', { is_urgent: true, escalates_at: RECENT }),
    followUp('CLINICAL_REVIEW', 'RETURN_TO_USE', { ...done, assignee_clinician_id: idOf('clinician', 'CT') }),
    followUp('PEER_OUTREACH', 'RETURN_TO_USE', { assignee_mentor_id: idOf('mentor', 'MI') }),
  ];
}
