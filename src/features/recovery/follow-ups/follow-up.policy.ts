import type { Ruling } from '../../../access/authorize';
import { Role } from '../../../access/role';
import { isHolder, type Viewer } from '../../../access/viewer';
import type { FollowUp } from './follow-up.entity';

/** Clinicians, and a mentor for what they are to do themselves. */
export const WHO_FOLLOWS_UP: readonly Role[] = [Role.CLINICIAN, Role.PEER_MENTOR];

/** Who says whose a follow-up is. */
export const WHO_ASSIGNS: readonly Role[] = [Role.CLINICIAN, Role.PROGRAM_DIRECTOR];

/** What the viewer is to the patient and to the program. */
export interface Standing {
  readonly isOnTeam: boolean;
  readonly isOnCall: boolean;
  /** Whether the follow-up looks at whether it was right that the viewer covered. */
  readonly isOfOwnCover: boolean;
}

/** Whose it is, whoever sits on the care team, and whoever is on call: of what they see. But nobody reviews their own cover. */
export function mayFollowUp(viewer: Viewer, followUp: FollowUp, standing: Standing): Ruling {
  const { isOnTeam, isOnCall, isOfOwnCover } = standing;
  if (isOfOwnCover) return 'Whoever covered does not look themselves at whether it was needed.';
  return (
    isOnTeam ||
    isOnCall ||
    isAssignee(viewer, followUp) ||
    'Only whoever it is assigned to, the care team or the clinician on call may do this.'
  );
}

/** The care team and the director; whoever has it may pass it on. */
export function mayAssign(viewer: Viewer, followUp: FollowUp, standing: Standing): Ruling {
  return viewer.role === Role.PROGRAM_DIRECTOR || mayFollowUp(viewer, followUp, standing);
}

function isAssignee(viewer: Viewer, { assigneeClinicianId, assigneeMentorId }: FollowUp): boolean {
  return (
    (assigneeClinicianId !== null && isHolder(viewer, 'clinician', assigneeClinicianId)) ||
    (assigneeMentorId !== null && isHolder(viewer, 'peer_mentor', assigneeMentorId))
  );
}
