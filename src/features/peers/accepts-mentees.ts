import { entityById, loadOne, type ReadContext } from '../../platform/graphql/reads';
import { PeerMentorOpening } from './mentor-standing.entity';

/** Whether the mentor takes somebody on now: credentialed, the credential valid, a slot open. No for one out of sight. */
export async function acceptsMentees(ctx: ReadContext, peerMentorId: string): Promise<boolean> {
  const opening = await loadOne(ctx, entityById(PeerMentorOpening), peerMentorId);
  return opening?.isOpenAt(ctx.now) ?? false;
}
