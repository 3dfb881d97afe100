import { type MeetingListing, readFeed } from '../../../../src/features/peers/meeting-guide';

/** A plain listing of a meeting in person, with whatever the test is about. */
export function aRow(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    slug: 'morning-light',
    name: 'Morning Light',
    day: 1,
    time: '07:00',
    formatted_address: '12 Elm St, Springfield, IL 62701, USA',
    types: ['O'],
    ...fields,
  };
}

/** The listing that a feed of this one row gives. */
export function listingOf(fields: Record<string, unknown> = {}): MeetingListing {
  const { listings, rejected } = readFeed([aRow(fields)], 'America/Chicago');
  const [listing] = listings;
  if (listing === undefined) throw new Error(`The row was rejected: ${rejected[0]?.reason}`);
  return listing;
}

/** Why a feed of this one row rejects it; undefined when it does not. */
export function rejectionOf(row: unknown): string | undefined {
  return readFeed([row], 'America/Chicago').rejected[0]?.reason;
}
