import { registerEnumType } from 'type-graphql';
import { Answer } from '../consents';
import { Party } from './party';

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
    PROPOSED: { description: "Suggested, and waiting for an answer: first the patient's, then the mentor's." },
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
 * What the care team may do with a link: begin it once it was agreed to, pause, resume, end, withdraw.
 * A link is accepted and declined by answers and expires by time, never by the care team.
 */
const NEXT: Record<PeerLinkStatus, readonly PeerLinkStatus[]> = {
  PROPOSED: [WITHDRAWN],
  ACCEPTED: [ACTIVE, ENDED],
  ACTIVE: [PAUSED, ENDED],
  PAUSED: [ACTIVE, ENDED],
  DECLINED: [],
  WITHDRAWN: [],
  EXPIRED: [],
  ENDED: [],
};

/** What an answer depends on. */
interface Answerable {
  readonly status: PeerLinkStatus;
  readonly patientAgreedAt: Date | null;
}

/**
 * What this party may answer now. The patient is first: before their yes nobody else is asked, and until the mentor has answered
 * they may still say no.
 */
export function possibleAnswers({ status, patientAgreedAt }: Answerable, party: Party): readonly Answer[] {
  if (status !== PROPOSED) return [];
  if (party === Party.PATIENT) return patientAgreedAt === null ? [Answer.ACCEPT, Answer.DECLINE] : [Answer.DECLINE];
  return party === Party.MENTOR && patientAgreedAt !== null ? [Answer.ACCEPT, Answer.DECLINE] : [];
}

/** Where a link may go from here by the care team's hand. */
export function nextLinkStatuses(from: PeerLinkStatus): readonly PeerLinkStatus[] {
  return NEXT[from];
}
