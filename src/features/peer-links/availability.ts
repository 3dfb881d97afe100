import { entityById, loadOne, type ReadContext } from '../../platform/graphql/reads';
import { acceptsMentees, PeerGroup, PeerMentor } from '../peers';

/** The two columns of a link's peer: one is set. */
export interface LinkedPeer {
  readonly peerMentorId: string | null;
  readonly peerGroupId: string | null;
}

/** A patient and a peer, whether or not they are linked. */
export interface Pair extends LinkedPeer {
  readonly patientId: string;
}

/**
 * Whether this peer can take on this patient now: a mentor with a valid credential and an open slot, whom nothing keeps apart from the
 * patient; a group that goes on.
 */
export async function isAvailable(ctx: ReadContext, pair: Pair): Promise<boolean> {
  if (pair.peerGroupId) return (await loadOne(ctx, entityById(PeerGroup), pair.peerGroupId))?.active ?? false;
  if (!pair.peerMentorId) return false;
  const [mentor, accepts, areApart] = await Promise.all([
    loadOne(ctx, entityById(PeerMentor), pair.peerMentorId),
    acceptsMentees(ctx, pair.peerMentorId),
    areKeptApart(ctx, pair),
  ]);
  return mentor?.active === true && accepts && !areApart;
}

/** Whether the mentor is the patient, by the same login, or the patient keeps this mentor out. Never so for a group. */
export async function areKeptApart(ctx: ReadContext, { patientId, peerMentorId }: Pair): Promise<boolean> {
  if (peerMentorId === null) return false;
  const [row] = await ctx.query('select app.are_kept_apart($1, $2) as are_apart', [patientId, peerMentorId]);
  return row?.are_apart === true;
}
