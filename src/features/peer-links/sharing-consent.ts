import { DataCategory } from '../../access/data-category';
import type { Transaction } from '../../access/transaction';
import { entityById, findRows, loadOne, type ReadContext } from '../../platform/graphql/reads';
import { Consent, ConsentScope, ConsentStatus } from '../consents';
import { Engagement, PeerMentor } from '../peers';
import type { PeerLink } from './peer-link.entity';

/** Whether a link needs the patient's consent: employed mentors are workforce, and a community group never learns who comes. */
export async function needsConsent(ctx: ReadContext, { peerMentorId }: PeerLink): Promise<boolean> {
  if (peerMentorId === null) return false;
  const mentor = await loadOne(ctx, entityById(PeerMentor), peerMentorId);
  return mentor?.engagement !== Engagement.EMPLOYED;
}

/**
 * The consent on which a link to this mentor can stand now, pinned until the transaction ends: a revocation at the same moment
 * waits, and then pauses what was begun. Ask before the link is held, as a revocation takes them in this order, too.
 * @returns null when there is none, or none in the viewer's sight
 */
export async function pinSharingConsent(
  tx: Transaction,
  { patientId, peerMentorId }: PeerLink,
): Promise<Consent | null> {
  const named = { patientId, peerMentorId, scope: ConsentScope.PEER_SHARING, status: ConsentStatus.ACTIVE };
  for (const { id } of await findRows(tx, Consent, named)) {
    const consent = await tx.pin(Consent, id);
    if (consent && carriesLinks(consent, tx.now)) return consent;
  }
  return null;
}

/** Whether it lets a mentor from outside the program know of a link at this instant. */
function carriesLinks({ status, startsAt, expiresAt, categories }: Consent, now: Date): boolean {
  const hasBegun = startsAt <= now;
  const hasEnded = status !== ConsentStatus.ACTIVE || (expiresAt !== null && expiresAt <= now);
  return hasBegun && !hasEnded && categories.includes(DataCategory.PEER_SUPPORT);
}
