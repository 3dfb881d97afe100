import type { Ruling } from '../../../access/authorize';
import { bitOf, DataCategory } from '../../../access/data-category';
import { Role } from '../../../access/role';
import type { Viewer } from '../../../access/viewer';
import { badInput } from '../../../platform/graphql/errors';
import { Party } from '../../peer-links';
import type { SafetyNeed } from './safety-need';

/** The patient, and those whom they may have told. */
export const WHO_SHARES: readonly Role[] = [Role.PATIENT, Role.CLINICIAN, Role.PEER_MENTOR];

/** Whether the viewer may read returns to use of a patient. @param sight what they may see of them, as bits */
export function knowsOfReturns(sight: number): boolean {
  return (sight & bitOf(DataCategory.RETURN_TO_USE)) !== 0;
}

/**
 * Whoever may read of it may write it down, in an emergency, too; and an employed mentor with a link, who passes it on without being told
 * more. That a period ended with it is asked apart: that is for the patient, and for the care team (`mayTellOfRecovery`).
 */
export function mayShareReturn({ role, isOutsider }: Viewer, sight: number): Ruling {
  const isEmployedMentor = role === Role.PEER_MENTOR && !isOutsider;
  const walksAlongside = (sight & bitOf(DataCategory.PEER_SUPPORT)) !== 0;
  return knowsOfReturns(sight) || (isEmployedMentor && walksAlongside) || 'This part of the record is not open to you.';
}

/** As whom the viewer shares it. */
export function sharingParty({ role }: Viewer): Party {
  if (role === Role.PATIENT) return Party.PATIENT;
  return role === Role.PEER_MENTOR ? Party.MENTOR : Party.CARE_TEAM;
}

/** What is shared, as far as it is a matter of who shares it. */
interface Shared {
  readonly safetyNeeds: readonly SafetyNeed[];
  readonly patientAgreed?: boolean | null | undefined;
  readonly endsRecoveryPeriod?: boolean | null | undefined;
}

/**
 * Somebody else shares it with the person's agreement; where a safety need is named, without. That a recovery period ended, only the
 * person says, or staff who write down their word.
 * @throws BAD_USER_INPUT naming the field
 */
export function requireWordOfPatient(party: Party, { safetyNeeds, patientAgreed, endsRecoveryPeriod }: Shared): void {
  if (party === Party.PATIENT) return;
  if (!patientAgreed && safetyNeeds.length === 0)
    throw badInput({
      path: 'input.patientAgreed',
      message: '"input.patientAgreed" must be true, unless a safety need is named.',
    });
  if (endsRecoveryPeriod && (party === Party.MENTOR || !patientAgreed))
    throw badInput({
      path: 'input.endsRecoveryPeriod',
      message: '"input.endsRecoveryPeriod" is for the person to say, or for staff who write down their word.',
    });
}
