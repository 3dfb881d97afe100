import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { notFound, PublicError } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { type Refusal, Refused } from '../../platform/graphql/refusals';
import { Patient } from '../patients';
import { PeerLink } from './peer-link.entity';

/**
 * What somebody does with a link, in one transaction: what a mentor loads and then may not see any more is nothing that they were
 * shown. Done or refused, the answer tells that there is such a link, whatever of it is asked for: that goes into the account.
 * @throws NOT_FOUND when the link is absent or invisible
 */
export async function actOnLink<P extends object>(
  ctx: Context,
  peerLinkId: string,
  work: (tx: Transaction, link: PeerLink, patient: Patient) => Promise<P>,
): Promise<P | Refusal> {
  const known: PeerLink[] = [];
  const tell = (): void => {
    for (const link of known) ctx.note(PeerLink, { ...link });
  };
  try {
    const payload = await ctx.transaction(async (tx) => {
      const link = await tx.load(entityById(PeerLink), peerLinkId);
      const patient = link && (await tx.load(entityById(Patient), link.patientId));
      if (!link || !patient) throw notFound('Peer link');
      known.push(link);
      return work(tx, link, patient);
    });
    tell();
    return payload;
  } catch (error) {
    if (!isNotFound(error)) tell();
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** The one answer that tells of no link: every other one, an input that does not go with it included, tells that there is one. */
function isNotFound(error: unknown): boolean {
  return error instanceof PublicError && error.extensions.code === 'NOT_FOUND';
}

/**
 * The link, held. Of two who act on it at once the second waits here, and sees what the first has made of it.
 * @param seen the link as it was loaded
 * @param refusalOf why it cannot be done to the link as it is now; null when it can
 * @throws NOT_FOUND; Refused
 */
export async function holdLink(
  tx: Transaction,
  seen: PeerLink,
  refusalOf: (link: PeerLink) => Refusal | null | Promise<Refusal | null>,
): Promise<PeerLink> {
  const link = await tx.hold(PeerLink, seen.id);
  // Whoever waited was shown the link by grants of before: what changed it may have taken it out of their sight.
  const isGone = link === null || (link.version !== seen.version && !(await tx.hold(PeerLink, seen.id)));
  if (isGone) throw notFound('Peer link');
  const refusal = await refusalOf(link);
  if (refusal) throw new Refused(refusal);
  return link;
}

/**
 * What a mentor does takes the link and the patient out of their sight: what the answer shows of them is read before.
 * @throws NOT_FOUND to whoever waited for the link, and was shown it by grants that have ended meanwhile
 */
export async function showForTheLastTime(tx: Transaction, payload: { readonly peerLink: PeerLink }): Promise<void> {
  if (!(await tx.hold(PeerLink, payload.peerLink.id))) throw notFound('Peer link');
  tx.readPayload(payload);
}
