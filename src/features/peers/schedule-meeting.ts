import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, ObjectField, TextField, TextsField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { LocalTime, TimeZone, Url } from '../../platform/graphql/scalars';
import { Meeting } from './meeting.entity';
import { VenueInput, venueColumns } from './meeting-place';
import { requireSoundMeeting } from './meeting-rules';
import { Modality } from './modality';
import { PeerGroup } from './peer-group.entity';
import { authorizeKeeper } from './peers.policy';
import { Weekday } from './weekday';

@InputType({ description: 'What a group does every week at one time, or by appointment.' })
export class ScheduleMeetingInput {
  @IdField('The group.', () => [PeerGroup])
  peerGroupId!: string;

  @TextField('The name of the meeting.', { max: 255 })
  name!: string;

  @ValueField('The day it begins on; left out, with both times, when by appointment.', () => Weekday, {
    optional: true,
  })
  weekday?: Weekday | null;

  @ValueField('When it begins.', () => LocalTime, { optional: true })
  startTime?: string | null;

  @ValueField('When it ends; at an hour before the start, on the next day.', () => LocalTime, { optional: true })
  endTime?: string | null;

  @ValueField('The zone of its times.', () => TimeZone)
  timeZone!: string;

  @ValueField('How people take part. At a place it needs an address, online a join link or a number.', () => Modality)
  modality!: Modality;

  @ValueField('Where to join online; https only.', () => Url, { optional: true })
  joinUrl?: string | null;

  @TextField('The number to dial in.', { max: 64, optional: true })
  phone?: string | null;

  @ObjectField('Where it takes place, or comes from.', () => VenueInput, { optional: true })
  venue?: VenueInput | null;

  @TextsField('What it is like, as Meeting Guide codes.', { max: 32, most: 64, optional: true })
  types?: string[] | null;

  @TextField('What else to know before going.', { max: 4000, optional: true })
  notes?: string | null;
}

@Payload('The meeting as scheduled.')
export class ScheduleMeetingPayload {
  @Field(() => Meeting, { description: 'The meeting as scheduled.' })
  meeting: Meeting;

  constructor(meeting: Meeting) {
    this.meeting = meeting;
  }
}

/** Schedules a meeting of a group by hand. Meetings of a feed are made by its import. */
export async function scheduleMeeting(ctx: Context, input: ScheduleMeetingInput): Promise<ScheduleMeetingPayload> {
  await authorizeKeeper(ctx);
  const group = await ctx.load(entityById(PeerGroup), input.peerGroupId);
  if (!group) throw notFound('Peer group');
  if (!group.active)
    throw badInput({ path: 'input.peerGroupId', message: '"input.peerGroupId" must be a group that is not retired.' });
  const details = {
    weekday: input.weekday ?? null,
    startTime: input.startTime ?? null,
    endTime: input.endTime ?? null,
    modality: input.modality,
    joinUrl: input.joinUrl ?? null,
    phone: input.phone ?? null,
    ...venueColumns(input.venue),
  };
  requireSoundMeeting(details);

  return ctx.transaction(async (tx) => {
    const meeting = tx.insert(Meeting, {
      version: 1,
      peerGroupId: group.id,
      name: input.name,
      active: true,
      timeZone: input.timeZone,
      types: input.types ?? [],
      notes: input.notes ?? null,
      ...details,
      ...SCHEDULED_BY_HAND,
    });
    tx.emit({ kind: 'meeting.scheduled', subject: meeting });
    return new ScheduleMeetingPayload(meeting);
  });
}

const SCHEDULED_BY_HAND = {
  source: null,
  slug: null,
  slot: null,
  listingDigest: null,
  sourceUrl: null,
  lastSeenAt: null,
};
