import type { Ruling } from '../../../access/authorize';
import { bitOf, DataCategory } from '../../../access/data-category';
import { Role } from '../../../access/role';
import type { Viewer } from '../../../access/viewer';

/** Those who say what support a patient would like: the patient, and clinicians who talk with them. */
export const WHO_SETS_PREFERENCES: readonly Role[] = [Role.PATIENT, Role.CLINICIAN];

/**
 * Nobody writes what they may not see: they would overwrite what they do not know.
 * @param sight what the viewer may see of the patient, as bits
 * @param namesFellowships whether anything is said that names a fellowship
 */
export function maySetPreferences(
  { role }: Viewer,
  { sight, isOnTeam, namesFellowships }: { sight: number; isOnTeam: boolean; namesFellowships: boolean },
): Ruling {
  const sees = (category: DataCategory): boolean => (sight & bitOf(category)) !== 0;
  const seesAll = sees(DataCategory.PEER_SUPPORT) && (!namesFellowships || sees(DataCategory.GROUP_PARTICIPATION));
  if (!seesAll) return 'This part of the record is not open to you.';
  return role !== Role.CLINICIAN || isOnTeam || 'Only a clinician of the care team may record what the patient said.';
}
