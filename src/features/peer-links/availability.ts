import type { Context } from '../../access/context';
import { entityById } from '../../platform/graphql/reads';
import { PeerGroup, PeerMentor, PeerMentorOpening } from '../peers';

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
  const opening = await ctx.load(entityById(PeerMentorOpening), peer.peerMentorId);
  if (!mentor?.active || !opening) return false;
  return opening.validFrom <= ctx.now && (opening.validUntil === null || opening.validUntil > ctx.now);
}
