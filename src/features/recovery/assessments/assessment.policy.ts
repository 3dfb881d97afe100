import type { Ruling } from '../../../access/authorize';
import { Role } from '../../../access/role';
import type { Viewer } from '../../../access/viewer';

/** Clinicians of the care team, patients for themselves, and record systems by scope. Whose record is theirs, row security knows. */
export const WHO_RECORDS: readonly Role[] = [Role.CLINICIAN, Role.PATIENT, Role.EHR_SYSTEM];

/** What a system needs to write and to name assessments. */
export const SCOPE = { create: 'Observation.c', name: 'Observation.u' } as const;

/** Whoever else filled it in or sent it asks the care team. */
export function mayRetract(viewer: Viewer): Ruling {
  return viewer.role === Role.CLINICIAN || 'Only a clinician of the care team may do this.';
}
