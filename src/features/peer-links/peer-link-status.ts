import { registerEnumType } from 'type-graphql';

/** Where a peer link stands. */
export enum PeerLinkStatus {
  PROPOSED = 'PROPOSED',
  ACCEPTED = 'ACCEPTED',
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  DECLINED = 'DECLINED',
  WITHDRAWN = 'WITHDRAWN',
  EXPIRED = 'EXPIRED',
  ENDED = 'ENDED',
}

registerEnumType(PeerLinkStatus, {
  name: 'PeerLinkStatus',
  description: 'Where a peer link stands.',
  valuesConfig: {
    PROPOSED: { description: 'Suggested, and waiting for an answer.' },
    ACCEPTED: { description: 'Agreed, and about to begin.' },
    ACTIVE: { description: 'They are in touch.' },
    PAUSED: { description: 'It rests, and can go on at any time.' },
    DECLINED: { description: 'Somebody said no, which is always fine.' },
    WITHDRAWN: { description: 'Taken back before it was answered.' },
    EXPIRED: { description: 'Nobody answered in time.' },
    ENDED: { description: 'It is over. A new one is always possible.' },
  },
});

const { PROPOSED, ACCEPTED, ACTIVE, PAUSED, WITHDRAWN, ENDED } = PeerLinkStatus;

/** Statuses in which a link is open: one at most for a patient and a peer. */
export const OPEN_STATUSES: readonly PeerLinkStatus[] = [PROPOSED, ACCEPTED, ACTIVE, PAUSED];

/**
 * What the care team may do with a link: agree to it and begin, pause, resume, end, withdraw.
 * A link is declined by an answer and expires by time, never by the care team.
 */
const NEXT: Record<PeerLinkStatus, readonly PeerLinkStatus[]> = {
  PROPOSED: [ACCEPTED, WITHDRAWN],
  ACCEPTED: [ACTIVE, ENDED],
  ACTIVE: [PAUSED, ENDED],
  PAUSED: [ACTIVE, ENDED],
  DECLINED: [],
  WITHDRAWN: [],
  EXPIRED: [],
  ENDED: [],
};

/** Where a link may go from here by the care team's hand. */
export function nextLinkStatuses(from: PeerLinkStatus): readonly PeerLinkStatus[] {
  return NEXT[from];
}
