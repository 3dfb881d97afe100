import { PATIENTS } from './patients';
import { instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

/** Invitations to mentor others: declined ones, then one that is open or was accepted. */
export function invitationRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo(patient % 4).map((n) => ({
      organization_id: organization,
      id: uuidFor('invitation', patient, n),
      patient_id: uuidFor('patient', patient),
      invited_by_id: when(n !== 1, uuidFor('clinician', (patient + n) % 9)),
      invited_at: instant(50 - 5 * Math.min(n, 1), n),
      answer: n === 0 ? nth([null, 'ACCEPT'], patient >> 1) : 'DECLINE',
    })),
  );
}
