import type { Ruling } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { sitsOnCareTeam } from '../patients';

/** Patients tell how their recovery goes, and clinicians of the care team write down what they were told. */
export const WHO_TELLS_OF_RECOVERY: readonly Role[] = [Role.PATIENT, Role.CLINICIAN];

/**
 * Who looks past the care team in an emergency sees how recovery goes; what a patient says of it is for those who know them to record.
 * That a patient speaks of themselves is proven by row security: they see nobody else.
 */
export async function mayTellOfRecovery(ctx: Context, patientId: string): Promise<Ruling> {
  const isTold = ctx.viewer.role === Role.PATIENT || (await sitsOnCareTeam(ctx, patientId));
  return isTold || 'Only the patient, or a clinician of the care team, may record this.';
}
