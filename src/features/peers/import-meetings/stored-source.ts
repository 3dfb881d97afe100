import type { ReadContext } from '../../../platform/graphql/reads';
import type { GroupFacts, GroupMeeting } from './group-facts';

/** A meeting that an earlier import wrote, as far as a plan needs it. */
export interface StoredMeeting extends GroupMeeting {
  readonly id: string;
  readonly peerGroupId: string;
  readonly slug: string;
  readonly slot: string;
  readonly listingDigest: string;
}

/** A group that an earlier import wrote. */
export interface StoredGroup extends GroupFacts {
  readonly id: string;
  /** What the feed calls it. */
  readonly sourceKey: string;
  readonly active: boolean;
}

/** All that earlier imports of a source left. */
export interface StoredSource {
  readonly groups: readonly StoredGroup[];
  readonly meetings: readonly StoredMeeting[];
}

const GROUPS = `
  select id, source_key as "sourceKey", active, fellowship, approaches, modalities, languages, meeting_types as "meetingTypes"
  from peer_group where organization_id = $1 and source = $2`;

const MEETINGS = `
  select id, peer_group_id as "peerGroupId", slug, slot, active, listing_digest as "listingDigest", modality, types
  from meeting where organization_id = $1 and source = $2`;

/** Reads what is stored of a source in the viewer's organization. */
export async function readSource(
  ctx: ReadContext,
  organizationId: string,
  source: string,
  lock: '' | ' for update' = '',
): Promise<StoredSource> {
  const key = [organizationId, source];
  const groups = await ctx.query(GROUPS + lock, key);
  const meetings = await ctx.query(MEETINGS + lock, key);
  return { groups: groups as unknown as StoredGroup[], meetings: meetings as unknown as StoredMeeting[] };
}
