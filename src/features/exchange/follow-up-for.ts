import { Role } from '../../access/role';
import type { Viewer } from '../../access/viewer';
import type { FollowUp } from '../recovery';

type Asked = Pick<Viewer, 'role' | 'principalId'>;

/**
 * Whether a follow-up that has just opened is this viewer's to do: assigned to them, or, of clinicians, to nobody yet, so that whoever
 * treats the patient takes it on. What is urgent and nobody's is for the director, too, who says whose it is.
 */
export function isFor(
  { role, principalId }: Asked,
  { assigneeId, assigneeMentorId, isUrgent }: Pick<FollowUp, 'assigneeId' | 'assigneeMentorId' | 'isUrgent'>,
): boolean {
  if (role === Role.PROGRAM_DIRECTOR) return isUrgent && assigneeId === null;
  if (role === Role.PEER_MENTOR) return assigneeMentorId === principalId;
  return assigneeId === null || assigneeId === principalId;
}

/**
 * Whether one that was there already is asked of this viewer now, and nobody has taken it on: it escalated to them, was assigned, or is
 * urgent and nobody's any more.
 */
export function isAskedOf(
  { role, principalId }: Asked,
  {
    assigneeId,
    isUrgent,
    acknowledgedAt,
    completedAt,
  }: Pick<FollowUp, 'assigneeId' | 'isUrgent' | 'acknowledgedAt' | 'completedAt'>,
): boolean {
  if (acknowledgedAt !== null || completedAt !== null) return false;
  return assigneeId === principalId || (assigneeId === null && isUrgent && role !== Role.PEER_MENTOR);
}
