import { registerEnumType } from 'type-graphql';
import { Answer } from '../consents';
import { Party } from './party';
import { PauseReason } from './pause-reason';

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

const { PROPOSED, ACCEPTED, ACTIVE, PAUSED, DECLINED, WITHDRAWN, EXPIRED, ENDED } = PeerLinkStatus;

/** Statuses in which a link is open: one at most for a patient and a peer. */
export const OPEN_STATUSES: readonly PeerLinkStatus[] = [PROPOSED, ACCEPTED, ACTIVE, PAUSED];

/** Statuses in which a link is over. */
export const OVER_STATUSES: readonly PeerLinkStatus[] = [DECLINED, WITHDRAWN, EXPIRED, ENDED];

/**
 * Where a link can be moved: begun once it was agreed to, paused, resumed, ended, withdrawn.
 * It is accepted and declined by answers and expires by time, never by being moved.
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

/**
 * Who lets a link go on that rests for this reason. What one of the two chose is theirs to end: the care team records what the patient
 * says, and speaks for no mentor. Without a consent nothing goes on, whoever asks (movePeerLink).
 */
const RESUMED_BY: Readonly<Record<PauseReason, readonly Party[]>> = {
  PATIENT_CHOICE: [Party.PATIENT, Party.CARE_TEAM],
  MENTOR_CHOICE: [Party.MENTOR],
  CARE_TEAM: [Party.CARE_TEAM],
  CONSENT_REVOKED: [Party.PATIENT, Party.CARE_TEAM],
  CREDENTIAL_LAPSED: [Party.CARE_TEAM],
};

/** What a step depends on. */
interface Movable {
  readonly status: PeerLinkStatus;
  readonly proposedBy: Party;
  /** Why it rests, as far as whoever moves it may know. */
  readonly pausedReason: PauseReason | null;
}

/**
 * Where a link may go from here by this party's hand. Each may begin what was agreed to, pause it and end it, at any time and without a
 * reason. A proposal is taken back by whoever made it, or by the care team; the patient declines another's by answering.
 */
export function nextLinkStatuses(
  { status, proposedBy, pausedReason }: Movable,
  party: Party,
): readonly PeerLinkStatus[] {
  return NEXT[status].filter((to) => {
    if (to === WITHDRAWN) return party === Party.CARE_TEAM || party === proposedBy;
    if (status === PAUSED && to === ACTIVE) return pausedReason !== null && RESUMED_BY[pausedReason].includes(party);
    return true;
  });
}
