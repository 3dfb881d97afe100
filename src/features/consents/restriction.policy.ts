import type { Ruling } from '../../access/authorize';
import { Role } from '../../access/role';
import type { Viewer } from '../../access/viewer';
import type { AccessRestriction } from './access-restriction.entity';
import type { PatientPermission } from './patient-permission.entity';

/** The patient, and staff who write down what the patient asked for. */
export const WHO_MAY_RESTRICT: readonly Role[] = [
  Role.PATIENT,
  Role.CLINICIAN,
  Role.PROGRAM_DIRECTOR,
  Role.PRIVACY_OFFICER,
];

/** Staff who treat the patient or answer for their record write down what left the program by other ways. */
export const WHO_MAY_RECORD_DISCLOSURES: readonly Role[] = [
  Role.CLINICIAN,
  Role.PROGRAM_DIRECTOR,
  Role.PRIVACY_OFFICER,
];

/**
 * Restrictions and disclosures are for whom the consents of the patient are open to. Row security decides: the patient, the care
 * team, the director and the privacy officer; not whoever broke the glass for an hour.
 */
export function mayKeepPermissions(permission: PatientPermission | null): Ruling {
  return permission !== null || 'The consents and restrictions of this patient are not open to you.';
}

/** A restriction of everybody keeps staff out, too: the patient lifts it, or the privacy officer on their word. */
export function mayLift(viewer: Viewer, restriction: AccessRestriction): Ruling {
  const isOfEverybody = !restriction.clinicianId && !restriction.peerMentorId && !restriction.partnerAppId;
  const mayAlways = viewer.role === Role.PATIENT || viewer.role === Role.PRIVACY_OFFICER;
  return (
    !isOfEverybody ||
    mayAlways ||
    'Only the patient, or the privacy officer on their word, lifts what keeps everybody out.'
  );
}
