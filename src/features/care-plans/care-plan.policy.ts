import type { Ruling } from '../../access/authorize';
import { Role } from '../../access/role';
import { isHolder, type Viewer } from '../../access/viewer';

/**
 * Plans, goals, activities, sessions and safety facts are written by clinicians of the care team. That they are of the team
 * is proven by row security: a clinician sees the patients of their teams, and nobody else's.
 */
export const WHO_MAY_WRITE_CARE: readonly Role[] = [Role.CLINICIAN];

/** The same rule, for records that come through a root field which others may call too. */
export function mayWriteCare(viewer: Viewer): Ruling {
  return WHO_MAY_WRITE_CARE.includes(viewer.role) || 'Only a clinician of the care team may do this.';
}

/** The clinician who is asking; null for a login that is bound to none. */
export function clinicianOf(viewer: Viewer): string | null {
  const { holder } = viewer;
  return holder && isHolder(viewer, 'clinician', holder.id) ? holder.id : null;
}
