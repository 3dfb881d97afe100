import type { Ruling } from '../../access/authorize';
import { bitOf, DataCategory } from '../../access/data-category';
import { Role } from '../../access/role';
import type { Viewer } from '../../access/viewer';
import { badInput } from '../../platform/graphql/errors';
import { Party } from './party';
import { PeerPurpose } from './peer-link.entity';

/** Staff who may record what a patient said. */
const RECORDERS: readonly Role[] = [Role.CLINICIAN, Role.PROGRAM_DIRECTOR];

/** The two whom a link is between. */
export const PARTIES: readonly Role[] = [Role.PATIENT, Role.PEER_MENTOR];

/** The roles that answer: the patient and the mentor for themselves, staff for the patient. */
export const WHO_ANSWERS: readonly Role[] = [...PARTIES, ...RECORDERS];

/**
 * Whose answer it is: the patient's and the mentor's their own; staff record what the patient said, and nobody speaks for a mentor.
 * @throws BAD_USER_INPUT naming input.onBehalfOf
 */
export function answeringParty({ role }: Viewer, onBehalfOf: Party | null | undefined): Party {
  if (RECORDERS.includes(role)) {
    if (onBehalfOf === Party.PATIENT) return Party.PATIENT;
    throw badInput({
      path: 'input.onBehalfOf',
      message:
        '"input.onBehalfOf" must be PATIENT: staff record what the patient said, and nobody answers for a mentor.',
    });
  }
  const own = role === Role.PATIENT ? Party.PATIENT : Party.MENTOR;
  if (!onBehalfOf || onBehalfOf === own) return own;
  throw badInput({
    path: 'input.onBehalfOf',
    message: '"input.onBehalfOf" must be left out: patients and mentors answer for themselves.',
  });
}

/** Who looks past the care team in an emergency sees its links; what a patient says is for those who know them to record. */
export function mayAnswer({ role }: Viewer, isOnTeam: boolean): Ruling {
  return role !== Role.CLINICIAN || isOnTeam || 'Only a clinician of the care team may record what the patient said.';
}

/** The roles that move a link: the patient and the mentor each for themselves, clinicians for the care team. */
export const WHO_MOVES: readonly Role[] = [Role.CLINICIAN, ...PARTIES];

/** In whose name a viewer of these roles acts. */
export function partyOf({ role }: Viewer): Party {
  if (role === Role.PATIENT) return Party.PATIENT;
  return role === Role.PEER_MENTOR ? Party.MENTOR : Party.CARE_TEAM;
}

/** Who looks past the care team, in an emergency or as a mentor's supervisor, sees its links and moves none. */
export function mayMoveLink({ role }: Viewer, isOnTeam: boolean): Ruling {
  return role !== Role.CLINICIAN || isOnTeam || 'Only a clinician of the care team may do this for the care team.';
}

/** What a proposal would write. */
interface ProposedLink {
  readonly peerGroupId?: string | null;
  readonly purposes: readonly PeerPurpose[];
}

/**
 * A clinician of the care team proposes, as one moves. And nobody what they may not see: whether there is such a link already would be
 * told by the answer.
 * @param sight what the viewer may see of the patient, as bits
 */
export function mayProposeLink(sight: number, isOnTeam: boolean, { peerGroupId, purposes }: ProposedLink): Ruling {
  if (!isOnTeam) return 'Only a clinician of the care team may do this for the care team.';
  const tellsOfReturn = purposes.includes(PeerPurpose.RETURN_FROM_RECURRENCE);
  const categories = [
    peerGroupId ? DataCategory.GROUP_PARTICIPATION : DataCategory.PEER_SUPPORT,
    ...(tellsOfReturn ? [DataCategory.RETURN_TO_USE] : []),
  ];
  return (
    categories.every((category) => (sight & bitOf(category)) !== 0) || 'This part of the record is not open to you.'
  );
}
