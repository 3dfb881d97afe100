import type { Context } from '../../access/context';
import { entityById } from '../../platform/graphql/reads';
import { acceptsMentees, PeerGroup, PeerMentor } from '../peers';

/** The two columns of a link's peer: one is set. */
export interface LinkedPeer {
  readonly peerMentorId: string | null;
  readonly peerGroupId: string | null;
}

/** Whether this peer can take on a new link now: a mentor with a valid credential and an open slot, a group that goes on. */
export async function isAvailable(ctx: Context, peer: LinkedPeer): Promise<boolean> {
  if (peer.peerGroupId) return (await ctx.load(entityById(PeerGroup), peer.peerGroupId))?.active ?? false;
  if (!peer.peerMentorId) return false;
  const mentor = await ctx.load(entityById(PeerMentor), peer.peerMentorId);
  return mentor?.active === true && acceptsMentees(ctx, mentor.id);
}
