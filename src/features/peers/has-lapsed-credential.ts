import type { Transaction } from '../../access/transaction';
import { entityById } from '../../platform/graphql/reads';
import { credentialOf, hasLapsed } from './mentor-credential';
import { PeerMentorStanding } from './mentor-standing.entity';
import { programToday } from './program-day';

/** Whether the credential on file has run out. No where there is none, and for whoever may not see it. */
export async function hasLapsedCredential(tx: Transaction, peerMentorId: string): Promise<boolean> {
  const credential = credentialOf(await tx.load(entityById(PeerMentorStanding), peerMentorId));
  return credential !== null && hasLapsed(credential, await programToday(tx));
}
