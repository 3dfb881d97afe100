import { Role } from '../../access/role';
import type { Viewer } from '../../access/viewer';
import type { FollowUp } from '../recovery';

/**
 * Whether an open follow-up is this viewer's to do: assigned to them, or, of clinicians, to nobody yet, so that whoever treats the
 * patient takes it on.
 */
export function isFor(
  { role, principalId }: Pick<Viewer, 'role' | 'principalId'>,
  { assigneeClinicianId, assigneeMentorId }: Pick<FollowUp, 'assigneeClinicianId' | 'assigneeMentorId'>,
): boolean {
  if (role === Role.PEER_MENTOR) return assigneeMentorId === principalId;
  return assigneeMentorId === null && (assigneeClinicianId === null || assigneeClinicianId === principalId);
}
