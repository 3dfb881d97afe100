import type { Transaction } from '../../access/transaction';
import { entityById } from '../../platform/graphql/reads';
import { Party } from './party';
import { PauseReason } from './pause-reason';
import { type PeerLink, PeerLinkReason } from './peer-link.entity';
import { OVER_STATUSES, PeerLinkStatus } from './peer-link-status';

const PAUSED_BY: Readonly<Record<Party, PauseReason>> = {
  PATIENT: PauseReason.PATIENT_CHOICE,
  MENTOR: PauseReason.MENTOR_CHOICE,
  CARE_TEAM: PauseReason.CARE_TEAM,
};

/**
 * Keeps why a link rests or is over, for the patient and those who treat them. A mentor reads no reasons, not even their own, so the
 * database writes theirs for them.
 * @param link as it was just written
 * @param isForLapse whether it rests because the mentor's credential lapsed, by the word of the care team
 */
export function keepReasons(
  tx: Transaction,
  { id, status }: PeerLink,
  party: Party,
  words: string | null,
  isForLapse = false,
): void {
  if (party === Party.MENTOR) {
    tx.write('select app.keep_mentor_reason($1, $2)', [id, words]);
    return;
  }
  const whyPaused = isForLapse ? PauseReason.CREDENTIAL_LAPSED : PAUSED_BY[party];
  const pausedReason = status === PeerLinkStatus.PAUSED ? whyPaused : null;
  const endReason = OVER_STATUSES.includes(status) ? words : null;
  tx.update(PeerLinkReason, { id }, { pausedReason, endReason });
}

/**
 * Why a link rests, as far as the party who would move it may know: a mentor only whether it was they who paused it.
 */
export async function pausedReasonFor(tx: Transaction, link: PeerLink, party: Party): Promise<PauseReason | null> {
  if (link.status !== PeerLinkStatus.PAUSED) return null;
  if (party !== Party.MENTOR) return (await tx.load(entityById(PeerLinkReason), link.id))?.pausedReason ?? null;
  const [row] = await tx.query('select app.is_pause_of_mentor($1) as is_own', [link.id]);
  return row?.is_own === true ? PauseReason.MENTOR_CHOICE : null;
}
