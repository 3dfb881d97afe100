import type { Fellowship } from '../peer-group.entity';
import { gatherBy } from './gather-by';
import { areSameFacts, type GroupFacts, type GroupMeeting, groupFacts, revisedFacts } from './group-facts';
import type { ListingPlan, PlannedGroup } from './plan-listing';
import type { StoredGroup, StoredMeeting, StoredSource } from './stored-source';

/** A group that a feed names for the first time. */
export interface NewGroup extends GroupFacts {
  readonly id: string;
  readonly sourceKey: string;
}

/** A stored group whose meetings tell something new of it. */
export interface RevisedGroup extends GroupFacts {
  readonly id: string;
}

interface MeetingOfGroup extends GroupMeeting {
  readonly peerGroupId: string;
}

/**
 * What an import has to write about groups. A group outlives its meetings: only staff retire one.
 * @param named the groups that the feed names
 * @param ended stored meetings that will take place no more
 */
export function planGroups(
  stored: StoredSource,
  named: readonly PlannedGroup[],
  listings: readonly ListingPlan[],
  ended: readonly StoredMeeting[],
  fellowship: Fellowship,
): { newGroups: NewGroup[]; revisedGroups: RevisedGroup[] } {
  const before = gatherBy<MeetingOfGroup>(stored.meetings, ({ peerGroupId }) => peerGroupId);
  const after = gatherBy(meetingsAfter(stored.meetings, listings, ended), ({ peerGroupId }) => peerGroupId);
  const newGroups = named
    .filter((group) => !group.stored)
    .map(({ id, name }) => ({ id, sourceKey: name, ...groupFacts(fellowship, after.get(id) ?? []) }));

  const namedIds = new Set(named.map(({ id }) => id));
  const revisedGroups = stored.groups.flatMap((group) => {
    const meetings = after.get(group.id);
    // Its meetings have all moved to other groups, and tell nothing of this one any more.
    if (!meetings) return [];
    const told = groupFacts(group.fellowship, before.get(group.id) ?? []);
    const tells = groupFacts(namedIds.has(group.id) ? fellowship : group.fellowship, meetings);
    return revisionOf(group, told, tells);
  });
  return { newGroups, revisedGroups };
}

function revisionOf(group: StoredGroup, told: GroupFacts, tells: GroupFacts): RevisedGroup[] {
  const facts = revisedFacts(group, told, tells);
  return areSameFacts(group, facts) ? [] : [{ id: group.id, ...facts }];
}

function meetingsAfter(
  stored: readonly StoredMeeting[],
  listings: readonly ListingPlan[],
  ended: readonly StoredMeeting[],
): Iterable<MeetingOfGroup> {
  const meetings = new Map<string, MeetingOfGroup>(stored.map((meeting) => [meeting.id, meeting]));
  for (const row of listings.flatMap(({ added, revised }) => [...added, ...revised])) {
    meetings.set(row.id, { ...row, peerGroupId: row.peer_group_id });
  }
  for (const meeting of ended) meetings.set(meeting.id, { ...meeting, active: false });
  return meetings.values();
}
