import type { Ruling } from '../../../access/authorize';
import { Role } from '../../../access/role';
import { isHolder, type Viewer } from '../../../access/viewer';
import { Party } from '../party';
import { partyOf } from '../peer-link.policy';
import type { PeerContact } from './peer-contact.entity';

/** Whoever logged a contact takes it back; so does a clinician of the care team. */
export function mayRetractContact(viewer: Viewer, { reportedBy }: PeerContact, isOnTeam: boolean): Ruling {
  const isTheirs = partyOf(viewer) === Party.CARE_TEAM ? isOnTeam : partyOf(viewer) === reportedBy;
  return isTheirs || 'Only who logged a contact, or a clinician of the care team, may take it back.';
}

/** The clinician who supervises the mentor now. A group has no supervisor, so its meetings are not reviewed. */
export function mayReviewContact(viewer: Viewer, supervisorId: string | null): Ruling {
  const isSupervisor =
    viewer.role === Role.CLINICIAN && supervisorId !== null && isHolder(viewer, 'clinician', supervisorId);
  return isSupervisor || "Only the mentor's supervisor may review a contact.";
}
