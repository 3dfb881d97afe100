import type { Transaction } from '../../access/transaction';
import { notFound } from '../../platform/graphql/errors';
import { entityById, loadOne, type ReadContext } from '../../platform/graphql/reads';
import { Refused } from '../../platform/graphql/refusals';
import { Engagement, PeerMentor } from '../peers';
import { Party } from './party';
import type { PeerLink } from './peer-link.entity';
import { ConsentRequired } from './refusals';

/** Whether a link needs the patient's consent: employed mentors are workforce, and a community group never learns who comes. */
export async function needsConsent(ctx: ReadContext, { peerMentorId }: PeerLink): Promise<boolean> {
  if (peerMentorId === null) return false;
  const mentor = await loadOne(ctx, entityById(PeerMentor), peerMentorId);
  return mentor?.engagement !== Engagement.EMPLOYED;
}

/**
 * The consent on which a link to this mentor can stand now, held until the transaction ends: a revocation at the same moment waits,
 * and then pauses what was begun. Ask before the link is held, as a revocation takes them in this order, too.
 * @returns its id; null when there is none
 */
export async function holdSharingConsent(
  tx: Transaction,
  { patientId, peerMentorId }: PeerLink,
): Promise<string | null> {
  const [row] = await tx.query('select app.hold_sharing_consent($1, $2) as id', [patientId, peerMentorId]);
  return typeof row?.id === 'string' ? row.id : null;
}

/** What is answered where it is missing. To a mentor whose consent ended at this moment, there is no such link any more. */
export function consentMissing(party: Party): Error {
  return party === Party.MENTOR ? notFound('Peer link') : new Refused(new ConsentRequired());
}
