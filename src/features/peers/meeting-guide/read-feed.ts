import { IANAZone } from 'luxon';

import { type ListingContext, type MeetingListing, type RejectedListing, readListing } from './read-listing';

/** A feed, with every row accounted for: as many listings and rejections as it has rows. */
export interface MeetingFeed {
  readonly listings: readonly MeetingListing[];
  readonly rejected: readonly RejectedListing[];
}

const DUPLICATE_SLUG = 'Another listing of the feed has the same slug: give each one its own.';

/**
 * Reads the rows of a Meeting Guide feed. Of listings with the same slug the first that can be accepted stays.
 * @param defaultTimeZone zone of the listings that name none; IANA name
 * @throws RangeError when the default time zone does not exist
 */
export function readFeed(rows: readonly unknown[], defaultTimeZone: string): MeetingFeed {
  const context: ListingContext = { defaultTimeZone, isTimeZone: rememberingTimeZones() };
  if (!context.isTimeZone(defaultTimeZone)) throw new RangeError('The default time zone does not exist.');

  const bySlug = new Map<string, MeetingListing>();
  const rejected: RejectedListing[] = [];
  for (const [index, row] of rows.entries()) {
    const read = readListing(row, index, context);
    if ('rejected' in read) rejected.push(read.rejected);
    else if (bySlug.has(read.listing.slug)) rejected.push({ index, slug: read.listing.slug, reason: DUPLICATE_SLUG });
    else bySlug.set(read.listing.slug, read.listing);
  }
  return { listings: [...bySlug.values()], rejected };
}

/** Asking the machine for a zone costs more than reading a listing, and a feed repeats few of them. */
function rememberingTimeZones(): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const isKnown = known.get(name) ?? IANAZone.isValidZone(name);
    known.set(name, isKnown);
    return isKnown;
  };
}
