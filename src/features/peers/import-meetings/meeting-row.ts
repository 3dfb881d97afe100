import { createHash } from 'node:crypto';
import type { MeetingListing, MeetingSlot } from '../meeting-guide';
import type { Modality } from '../modality';
import { slotKey } from './pair-slots';

/** The columns that a listing fills, with their types in SQL. */
export const MEETING_COLUMNS = {
  peer_group_id: 'uuid',
  slug: 'text',
  slot: 'text',
  name: 'text',
  active: 'boolean',
  weekday: 'text',
  start_time: 'text',
  end_time: 'text',
  time_zone: 'text',
  modality: 'text',
  join_url: 'text',
  phone: 'text',
  venue_name: 'text',
  formatted_address: 'text',
  latitude: 'float8',
  longitude: 'float8',
  approximate: 'boolean',
  types: 'text[]',
  notes: 'text',
  source_url: 'text',
  listing_digest: 'text',
} as const;

/** One meeting of a listing as it is stored, by column. */
export interface MeetingRow extends Readonly<Record<keyof typeof MEETING_COLUMNS, unknown>> {
  readonly id: string;
  readonly peer_group_id: string;
  readonly active: boolean;
  readonly modality: Modality;
  readonly types: readonly string[];
  readonly listing_digest: string;
}

/**
 * The row of one meeting of a listing. Its digest is of everything that the feed says of it, the group's name included,
 * so that an unchanged one is told without comparing columns.
 * @param group the group it belongs to; the meetings of one that staff retired take place no more, whatever the feed lists
 */
export function meetingRow(
  id: string,
  group: { readonly id: string; readonly active: boolean },
  listing: MeetingListing,
  slot: MeetingSlot,
): MeetingRow {
  const content = contentOf(listing, slot);
  return {
    id,
    peer_group_id: group.id,
    ...content,
    active: content.active && group.active,
    listing_digest: digestOf([listing.groupName, content]),
  };
}

function contentOf(listing: MeetingListing, slot: MeetingSlot) {
  const { venue } = listing;
  return {
    slug: listing.slug,
    slot: slotKey(slot),
    name: listing.name,
    active: listing.active,
    weekday: slot.weekday,
    start_time: slot.startTime,
    end_time: slot.endTime,
    time_zone: listing.timeZone,
    modality: listing.modality,
    join_url: listing.joinUrl,
    phone: listing.phone,
    venue_name: venue?.name ?? null,
    formatted_address: venue?.formattedAddress ?? null,
    latitude: venue?.latitude ?? null,
    longitude: venue?.longitude ?? null,
    // Without a venue there is no place to be vague about.
    approximate: venue?.approximate ?? false,
    types: listing.types,
    notes: listing.notes,
    source_url: listing.sourceUrl,
  };
}

function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
