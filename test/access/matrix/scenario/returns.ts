import type { TableRow } from '../../../corpus/data-set/rows';
import { idOf, P, RECENT } from './ids';

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
