import type { TableRow } from '../../../corpus/data-set/rows';
import { idOf, P, PAST } from './ids';

/** P was asked, once before P was back in care, whether they would like to mentor others, and has not answered. */
export function invitationRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('invitation', '1'),
      patient_id: P,
      invited_by_id: idOf('clinician', 'NA'),
      invited_at: PAST,
      answer: null,
    },
    {
      organization_id: organization,
      id: idOf('invitation', 'declined'),
      patient_id: P,
      invited_by_id: idOf('clinician', 'NA'),
      invited_at: PAST,
      answer: 'DECLINE',
    },
  ];
}
