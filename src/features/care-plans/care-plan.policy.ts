import { Role } from '../../access/role';
import { isHolder, type Viewer } from '../../access/viewer';

/**
 * Whoever writes in the record is a clinician. What they found and did (sessions, doses, safety facts) any of them writes down who treats
 * the patient, and that is proven by row security. What is planned, and what is taken back, is for the care team: see mayActForCareTeam.
 */
export const WHO_MAY_WRITE_CARE: readonly Role[] = [Role.CLINICIAN];

/** The clinician who is asking; null for a login that is bound to none. */
export function clinicianOf(viewer: Viewer): string | null {
  const { holder } = viewer;
  return holder && isHolder(viewer, 'clinician', holder.id) ? holder.id : null;
}
