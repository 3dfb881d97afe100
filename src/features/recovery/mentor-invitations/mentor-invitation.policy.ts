import type { Ruling } from '../../../access/authorize';
import { Role } from '../../../access/role';
import { type Clinician, ClinicianRole } from '../../identity';

/** The director, clinicians of the care team, and peer supervisors who see the patient. */
export const WHO_INVITES: readonly Role[] = [Role.CLINICIAN, Role.PROGRAM_DIRECTOR];

/**
 * Whether this role may ask, of a patient whom it sees.
 * @param clinician who is asking; null for the director
 */
export function mayInvite(role: Role, clinician: Clinician | null, isOnTeam: boolean): Ruling {
  const isAllowed = role === Role.PROGRAM_DIRECTOR || isOnTeam || clinician?.role === ClinicianRole.PEER_SUPERVISOR;
  return isAllowed || 'Only the care team, a peer supervisor or the director may invite somebody to mentor.';
}
