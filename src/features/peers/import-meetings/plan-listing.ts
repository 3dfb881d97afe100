import { newId } from '../../../platform/graphql/ids';
import type { MeetingListing } from '../meeting-guide';
import type { Fellowship } from '../peer-group.entity';
import { type MeetingRow, meetingRow } from './meeting-row';
import { pairSlots } from './pair-slots';
import type { StoredGroup, StoredMeeting } from './stored-source';

/** A group of the feed: one that is stored, or one to be made. */
export interface PlannedGroup {
  readonly id: string;
  /** What the feed calls it. */
  readonly name: string;
  readonly stored: StoredGroup | undefined;
}

/** What becomes of the meetings of one listing. */
export interface ListingPlan {
  readonly fate: 'created' | 'updated' | 'unchanged';
  readonly added: readonly MeetingRow[];
  readonly revised: readonly MeetingRow[];
  /** Found as they are stored. */
  readonly seen: readonly StoredMeeting[];
  /** Of days that the listing dropped. */
  readonly ended: readonly StoredMeeting[];
}

/** The digest of a meeting that its feed no longer has: of nothing, so that it is told as changed when it comes back. */
export const VANISHED = 'VANISHED';

/** Compares a listing with the meetings that are stored of it. */
export function planListing(
  listing: MeetingListing,
  group: PlannedGroup,
  stored: readonly StoredMeeting[],
  fellowship: Fellowship,
): ListingPlan {
  const { pairs, left } = pairSlots(listing.slots, stored);
  const added: MeetingRow[] = [];
  const revised: MeetingRow[] = [];
  const seen: StoredMeeting[] = [];
  const standing = { id: group.id, active: group.stored?.active ?? true };
  for (const { slot, meeting } of pairs) {
    const row = meetingRow(meeting?.id ?? newId(), standing, listing, slot);
    if (!meeting) added.push(row);
    else if (meeting.listingDigest === row.listing_digest) seen.push(meeting);
    else revised.push(row);
  }
  const ended = left.filter(({ active }) => active);
  const isNew = stored.length === 0;
  const isRenamed = group.stored !== undefined && group.stored.fellowship !== fellowship;
  const isChanged = added.length + revised.length + ended.length > 0 || isRenamed;
  return { fate: isNew ? 'created' : isChanged ? 'updated' : 'unchanged', added, revised, seen, ended };
}
