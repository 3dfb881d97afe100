import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Context } from '../../../access/context';
import { ListField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { Payload } from '../../../platform/graphql/refusals';
import { JSONObject, TimeZone } from '../../../platform/graphql/scalars';
import { Organization } from '../../identity';
import { type RejectedListing, readFeed } from '../meeting-guide';
import { Fellowship } from '../peer-group.entity';
import { authorizeKeeper } from '../peers.policy';
import { lockSource } from './lock-source';
import { type ImportPlan, planImport } from './plan-import';
import { readSource, type StoredSource } from './stored-source';
import { type Progress, writePlan } from './write-plan';

/** The longest name of a source. */
export const MAX_SOURCE = 100;

/** A body holds no more than that; larger feeds go through the command. */
const MOST_LISTINGS = 2_000;

/** A feed to import: what the mutation and the command have in common. */
export interface MeetingImport {
  readonly source: string;
  readonly defaultTimeZone: string;
  readonly fellowship: Fellowship;
  readonly meetings: readonly unknown[];
}

@InputType({ description: 'A feed of meeting listings in Meeting Guide JSON. Larger ones go through the command.' })
export class ImportMeetingsInput implements MeetingImport {
  @TextField('What the feed is called here. Its listings are known again by this name and their slugs.', {
    max: MAX_SOURCE,
  })
  source!: string;

  @ValueField('The zone of listings that name none.', () => TimeZone)
  defaultTimeZone!: string;

  @ValueField('The fellowship whose meetings these are.', () => Fellowship)
  fellowship!: Fellowship;

  @ListField('Every listing of the feed, as it is. One that is left out counts as vanished.', () => JSONObject, {
    most: MOST_LISTINGS,
  })
  meetings!: Record<string, unknown>[];
}

@ObjectType({ description: 'A listing that cannot be understood, and was left as it was.', simpleResolvers: true })
export class RejectedMeeting implements RejectedListing {
  @Field(() => Int, { description: 'Its place in the feed, counted from 0.' })
  index!: number;

  @Field(() => String, { nullable: true, description: 'Its slug, if it has one.' })
  slug!: string | null;

  @Field(() => String, { description: 'What to mend, in a sentence.' })
  reason!: string;
}

@Payload('What became of the listings: created, updated, unchanged and rejected together are those read.')
export class ImportMeetingsPayload {
  @Field(() => Int, { description: 'Listings of the feed.' })
  read: number;

  @Field(() => Int, { description: 'Listings that are new here.' })
  created: number;

  @Field(() => Int, { description: 'Listings that say something new, or came back.' })
  updated: number;

  @Field(() => Int, { description: 'Listings that say what they said before.' })
  unchanged: number;

  @Field(() => Int, { description: 'Listings of earlier imports that vanished; their meetings are inactive now.' })
  deactivated: number;

  @Field(() => [RejectedMeeting], { description: 'Listings that cannot be understood.' })
  rejected: RejectedMeeting[];

  /** The meetings that the source's listings make now, for the command. A listing on several days makes several. */
  readonly meetings: number;

  constructor(read: number, plan: ImportPlan, rejected: readonly RejectedListing[]) {
    this.read = read;
    this.created = plan.created;
    this.updated = plan.updated;
    this.unchanged = plan.unchanged;
    this.deactivated = plan.deactivated;
    this.rejected = rejected.map((listing) => Object.assign(new RejectedMeeting(), listing));
    this.meetings = plan.meetings;
  }
}

/** How an import is run, beside what it reads. */
export interface ImportOptions {
  /** Tells what would be done, and writes nothing. */
  readonly dryRun?: boolean;
  readonly progress?: Progress;
}

/**
 * Imports a feed, whole or not at all. Listings are known again by source and slug, so that importing the same again
 * changes nothing but when they were last seen. What vanished goes inactive, and comes back when it is listed again.
 * @throws FORBIDDEN; CONFLICT when another import of the source takes too long
 */
export async function importMeetings(
  ctx: Context,
  input: MeetingImport,
  { dryRun = false, progress = () => undefined }: ImportOptions = {},
): Promise<ImportMeetingsPayload> {
  await authorizeKeeper(ctx);
  const feed = readFeed(input.meetings, input.defaultTimeZone);
  const source = input.source.trim();
  const plan = (stored: StoredSource): ImportPlan => planImport(stored, feed, input.fellowship);
  const payload = (planned: ImportPlan) => new ImportMeetingsPayload(input.meetings.length, planned, feed.rejected);
  if (dryRun) return payload(plan(await readSource(ctx, ctx.organizationId, source)));

  return ctx.transaction(async (tx) => {
    await lockSource(tx, source);
    const planned = plan(await readSource(tx, tx.organizationId, source, ' for update'));
    await writePlan(tx, source, planned, progress);
    const subject = Object.assign(new Organization(), { id: tx.organizationId });
    tx.emit({ kind: 'meetings.imported', subject, reason: source });
    return payload(planned);
  });
}
