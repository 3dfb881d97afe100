import { authorize, type Ruling } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { sitsOnCareTeam } from '../patients';

/** Staff who prepare consents with patients and record what they signed or said. */
export const WHO_MAY_PREPARE_CONSENTS: readonly Role[] = [Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER];

/** The patient, and staff on the patient's word. Recipients see a consent that names them, and have no say in it. */
export const WHO_MAY_ANSWER_CONSENTS: readonly Role[] = [Role.PATIENT, ...WHO_MAY_PREPARE_CONSENTS];

/** Who looks past the care team in an emergency sees its consents; they are for those who know the patient. */
export function mayRecordConsents(role: Role, isOnTeam: boolean): Ruling {
  return (
    role !== Role.CLINICIAN || isOnTeam || 'Only a clinician of the care team may record what the patient consents to.'
  );
}

/** Goes on when the viewer may record consents of this patient, whom they see. @throws FORBIDDEN */
export async function authorizeConsents(ctx: Context, patientId: string): Promise<void> {
  const { role } = ctx.viewer;
  authorize(mayRecordConsents(role, role === Role.CLINICIAN && (await sitsOnCareTeam(ctx, patientId))));
}
