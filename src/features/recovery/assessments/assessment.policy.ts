import { Role } from '../../../access/role';

/** Clinicians of the care team, patients for themselves, and record systems by scope. Whose record is theirs, row security knows. */
export const WHO_RECORDS: readonly Role[] = [Role.CLINICIAN, Role.PATIENT, Role.EHR_SYSTEM];

/** What a system needs to write and to name assessments. */
export const SCOPE = { create: 'Observation.c', name: 'Observation.u' } as const;
