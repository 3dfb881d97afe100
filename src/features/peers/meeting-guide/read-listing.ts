import type { Modality } from '../modality';
import { readDialIn, readJoinLink } from './join-link';
import { attendanceOf } from './read-attendance';
import { readName, readProse } from './read-prose';
import { type MeetingSlot, readSchedule } from './read-schedule';
import { readTypes } from './read-types';
import { readUpdated } from './read-updated';
import { type ListedVenue, readVenue } from './read-venue';
import { isAbsent, isRawRow, lengthOf, lineOf, type RawRow } from './row-fields';
import { hasSpecificAddress } from './specific-address';
import { readWebLink } from './web-link';

/** A listing of a feed, understood. It holds no contact, payment handle, author or pass code note of the feed. */
export interface MeetingListing {
  /** Unique within the feed. */
  readonly slug: string;
  readonly name: string;
  /** The group it belongs to: the one it names, else one of its own name. */
  readonly groupName: string;
  /** One for each day; a single slot of nulls when by appointment. */
  readonly slots: readonly MeetingSlot[];
  readonly byAppointment: boolean;
  /** IANA name. */
  readonly timeZone: string;
  readonly active: boolean;
  readonly modality: Modality;
  readonly joinUrl: string | null;
  /** Null also for a link to a service that is none of the common ones; such a link does not make a meeting virtual. */
  readonly joinProvider: string | null;
  /** The meeting's dial-in, with the commas and signs of a one-tap link. */
  readonly phone: string | null;
  readonly venue: ListedVenue | null;
  /** Codes, described by `describeMeetingType`. */
  readonly types: readonly string[];
  readonly notes: string | null;
  /** The listing on the area's website, else the website of the service entity. */
  readonly sourceUrl: string | null;
  readonly updatedAt: Date | null;
}

/** A row of a feed that cannot be accepted. */
export interface RejectedListing {
  /** In the feed, from 0. */
  readonly index: number;
  /** Null when the row has none that could be kept. */
  readonly slug: string | null;
  /** A sentence that says what to mend, and repeats no value. */
  readonly reason: string;
}

/** What a feed says of a meeting, or why it cannot be understood. */
export type ReadListing = { readonly listing: MeetingListing } | { readonly rejected: RejectedListing };

/** What a listing is read with. */
export interface ListingContext {
  /** Zone of the listings that name none; IANA name. */
  readonly defaultTimeZone: string;
  readonly isTimeZone: (name: string) => boolean;
}

/**
 * The specification recommends at most 64 characters; real feeds go beyond it, and a shortened slug would be another one.
 * WordPress, where most feeds come from, ends at 200.
 */
const MAX_SLUG = 255;
const MAX_NAME = 255;
const MAX_NOTES = 4_000;

const NOT_AN_OBJECT = 'The listing is not an object.';
const NO_SLUG = 'The listing has no slug: give each one its own, best of at most 64 characters.';
const LONG_SLUG = 'The slug is longer than 255 characters: shorten it, best to at most 64.';
const NO_NAME = 'The listing has no name: give it one of at most 255 characters.';
const LONG_NAME = 'The name is longer than 255 characters: shorten it.';
const UNKNOWN_ZONE = 'The time zone does not exist: give an IANA name such as America/New_York.';

/** Reads one row of a feed, accepting whatever can be understood. */
export function readListing(row: unknown, index: number, context: ListingContext): ReadListing {
  const reject = (slug: string | null, reason: string): ReadListing => ({ rejected: { index, slug, reason } });
  if (!isRawRow(row)) return reject(null, NOT_AN_OBJECT);

  const slug = lineOf(row.slug);
  if (slug === null) return reject(null, NO_SLUG);
  if (lengthOf(slug) > MAX_SLUG) return reject(null, LONG_SLUG);
  const name = readName(row.name, Number.POSITIVE_INFINITY);
  if (name === null) return reject(slug, NO_NAME);
  if (lengthOf(name) > MAX_NAME) return reject(slug, LONG_NAME);
  const schedule = readSchedule(row);
  if ('reason' in schedule) return reject(slug, schedule.reason);
  const timeZone = isAbsent(row.timezone) ? context.defaultTimeZone : lineOf(row.timezone);
  if (timeZone === null || !context.isTimeZone(timeZone)) return reject(slug, UNKNOWN_ZONE);

  return { listing: { slug, name, timeZone, slots: schedule.slots, ...readDetails(row, name, schedule.slots) } };
}

type Details = Omit<MeetingListing, 'slug' | 'name' | 'timeZone' | 'slots'>;

/** Everything that no row is rejected for. */
function readDetails(row: RawRow, name: string, slots: readonly MeetingSlot[]): Details {
  const types = readTypes(row);
  const joinLink = readJoinLink(row);
  const dialIn = readDialIn(row);
  const attendance = attendanceOf({
    types,
    joinLink,
    dialIn,
    hasSpecificAddress: hasSpecificAddress(row),
    attendanceOption: lineOf(row.attendance_option)?.toLowerCase() ?? null,
  });
  return {
    groupName: readName(row.group, MAX_NAME) ?? name,
    byAppointment: slots.every((slot) => slot.startTime === null),
    ...attendance,
    joinUrl: joinLink?.url ?? null,
    joinProvider: joinLink?.provider ?? null,
    phone: dialIn,
    venue: readVenue(row, attendance),
    types,
    notes: readProse([row.notes, row.location_notes], MAX_NOTES),
    sourceUrl: readSourceUrl(row),
    updatedAt: readUpdated(row),
  };
}

function readSourceUrl(row: RawRow): string | null {
  // The specification's text has `entity_website_url`, its example `entity_url`.
  for (const field of ['url', 'entity_website_url', 'entity_url']) {
    const url = readWebLink(row, field);
    if (url !== null) return url.href;
  }
  return null;
}
