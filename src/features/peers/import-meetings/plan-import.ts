import { newId } from '../../../platform/graphql/ids';
import type { MeetingFeed } from '../meeting-guide';
import type { Fellowship } from '../peer-group.entity';
import { gatherBy } from './gather-by';
import type { MeetingRow } from './meeting-row';
import { type NewGroup, planGroups, type RevisedGroup } from './plan-groups';
import { type PlannedGroup, planListing } from './plan-listing';
import type { StoredSource } from './stored-source';

/** What an import has to write, and what it amounts to. Counts are of listings, but for `meetings`. */
export interface ImportPlan {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Listings that the feed no longer has. */
  readonly deactivated: number;
  /** The meetings that the source's listings make now: those of the feed, and those kept of listings it garbled. */
  readonly meetings: number;
  readonly newGroups: readonly NewGroup[];
  readonly revisedGroups: readonly RevisedGroup[];
  readonly newMeetings: readonly MeetingRow[];
  readonly revisedMeetings: readonly MeetingRow[];
  /** Ids of meetings that the feed has as it had them before. */
  readonly seenMeetings: readonly string[];
  /** Ids of meetings that the feed no longer has. */
  readonly endedMeetings: readonly string[];
}

/**
 * Compares what is stored of a source with what its feed says now; reads and writes nothing.
 *
 * A listing that is stored and was rejected now has not vanished: it stays as it is. What staff changed about a meeting
 * stays until its listing changes, and then gives way to it.
 */
export function planImport(stored: StoredSource, feed: MeetingFeed, fellowship: Fellowship): ImportPlan {
  const groups = namedGroups(stored, feed);
  const bySlug = gatherBy(stored.meetings, ({ slug }) => slug);
  const listings = feed.listings.map((listing) =>
    planListing(listing, groupOf(groups, listing.groupName), bySlug.get(listing.slug) ?? [], fellowship),
  );

  const listed = new Set(feed.listings.map(({ slug }) => slug));
  const rejected = new Set(feed.rejected.map(({ slug }) => slug));
  const unlisted = stored.meetings.filter(({ active, slug }) => active && !listed.has(slug));
  const vanished = unlisted.filter(({ slug }) => !rejected.has(slug));
  const ended = [...vanished, ...listings.flatMap((plan) => plan.ended)];
  const count = (fate: string): number => listings.filter((plan) => plan.fate === fate).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    deactivated: new Set(vanished.map(({ slug }) => slug)).size,
    meetings: feed.listings.flatMap(({ slots }) => slots).length + unlisted.length - vanished.length,
    ...planGroups(stored, [...groups.values()], listings, ended, fellowship),
    newMeetings: listings.flatMap(({ added }) => added),
    revisedMeetings: listings.flatMap(({ revised }) => revised),
    seenMeetings: listings.flatMap(({ seen }) => seen.map(({ id }) => id)),
    endedMeetings: ended.map(({ id }) => id),
  };
}

/** The groups that the feed names, found or to be made. */
function namedGroups(stored: StoredSource, feed: MeetingFeed): Map<string, PlannedGroup> {
  const known = new Map(stored.groups.map((group) => [group.sourceKey, group]));
  const names = new Set(feed.listings.map(({ groupName }) => groupName));
  return new Map(
    [...names].map((name) => {
      const group = known.get(name);
      return [name, { id: group?.id ?? newId(), name, stored: group }];
    }),
  );
}

function groupOf(groups: ReadonlyMap<string, PlannedGroup>, name: string): PlannedGroup {
  const group = groups.get(name);
  if (!group) throw new Error('A listing names a group that was not gathered.');
  return group;
}
