import type { TableRow } from '../../../corpus/data-set/rows';
import { FAR_FUTURE, idOf, P, PAST, RECENT } from './ids';

/** What is to be done for P, of each category: by nobody in particular, by clinicians, and by a mentor. */
export function followUpRows(organization: string): TableRow[] {
  const followUp = (kind: string, category: string, source: string | null, rest: TableRow = {}): TableRow => ({
    organization_id: organization,
    id: idOf('follow-up', kind),
    version: 1,
    patient_id: P,
    category,
    kind,
    is_urgent: false,
    source_id: source,
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
  // No server passes it on while somebody looks.
  const escalated = { is_urgent: true, escalates_at: FAR_FUTURE, escalated_at: RECENT };
  const done = { acknowledged_at: RECENT, completed_at: RECENT, outcome: 'Talked it over' };
  const byCT = { assignee_clinician_id: idOf('clinician', 'CT') };
  const ofReturn = idOf('return', '1');
  return [
    followUp('URGENT_SAFETY_CALL', 'RETURN_TO_USE', ofReturn, {
      ...escalated,
      assignee_clinician_id: idOf('clinician', 'CE'),
    }),
    followUp('PEER_OUTREACH', 'RETURN_TO_USE', ofReturn, {
      assignee_mentor_id: idOf('mentor', 'MI'),
      due_at: FAR_FUTURE,
    }),
    followUp('CLINICAL_REVIEW', 'RETURN_TO_USE', ofReturn, { ...done, ...byCT }),
    followUp('COVER_REVIEW', 'CARE_PLAN', null),
    followUp('RE_ENGAGEMENT', 'RECOVERY', null, byCT),
    followUp('CHECK_IN_CALL', 'RECOVERY', idOf('check-in', '1'), {
      ...done,
      ...byCT,
      is_urgent: true,
      escalates_at: RECENT,
    }),
    followUp('CONCERN', 'PEER_SUPPORT', idOf('concern', 'ME'), {
      ...done,
      assignee_clinician_id: idOf('clinician', 'SV'),
    }),
  ];
}
