import type { Transaction } from '../../access/transaction';
import { Party } from './party';
import { PeerLinkReason } from './peer-link.entity';

/**
 * Keeps why somebody said no, for the patient and those who treat them. A mentor reads no reasons, not even their own, so the database
 * writes theirs for them.
 */
export function keepEndReason(tx: Transaction, peerLinkId: string, party: Party, reason: string): void {
  if (party === Party.MENTOR) tx.write('select app.keep_mentor_no($1, $2)', [peerLinkId, reason]);
  else tx.update(PeerLinkReason, { id: peerLinkId }, { endReason: reason });
}
