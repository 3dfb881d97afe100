import type { Transaction } from '../../access/transaction';
import { badInput } from '../../platform/graphql/errors';
import { PatientStanding, PatientStatus } from './patient.entity';

/**
 * Where the patient stands, held until the transaction ends: a discharge at the same moment waits for it, or is seen here.
 * @returns null when the viewer may not know
 */
export async function holdStanding(tx: Transaction, patientId: string): Promise<PatientStatus | null> {
  const standing = await tx.pin(PatientStanding, patientId);
  return standing?.status ?? null;
}

/**
 * Goes on unless the patient has died: nothing begins for them then, neither a plan nor a link.
 * @throws BAD_USER_INPUT naming input.patientId
 */
export async function requireLiving(tx: Transaction, patientId: string): Promise<void> {
  if ((await holdStanding(tx, patientId)) !== PatientStatus.DECEASED) return;
  throw badInput({ path: 'input.patientId', message: '"input.patientId" must be a patient for whom care can begin.' });
}
