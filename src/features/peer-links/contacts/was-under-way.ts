import type { PeerLink } from '../peer-link.entity';
import { PeerLinkStatus } from '../peer-link-status';

const BEGUN: readonly PeerLinkStatus[] = [PeerLinkStatus.ACTIVE, PeerLinkStatus.PAUSED, PeerLinkStatus.ENDED];

/**
 * Whether a link was under way on this day: begun, and not over. People stay in touch while it rests, so a pause does not count.
 * @param day YYYY-MM-DD, of the patient's calendar as the link's own days are
 */
export function wasUnderWay(
  { status, startedOn, endedOn }: Pick<PeerLink, 'status' | 'startedOn' | 'endedOn'>,
  day: string,
): boolean {
  if (!BEGUN.includes(status) || startedOn === null) return false;
  return day >= startedOn && (endedOn === null || day <= endedOn);
}
