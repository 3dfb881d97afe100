import { Role } from '../../../access/role';

/**
 * Clinicians who treat the patient, patients for themselves, and record systems by scope. Whose record is theirs, row security knows: that
 * of broken glass and of an urgent follow-up among them, for what somebody says at night is often asked by a questionnaire.
 */
export const WHO_RECORDS: readonly Role[] = [Role.CLINICIAN, Role.PATIENT, Role.EHR_SYSTEM];

/** What a system needs to write and to name assessments. */
export const SCOPE = { create: 'Observation.c', name: 'Observation.u' } as const;
