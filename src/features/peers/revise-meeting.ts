import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import {
  ExpectedVersionField,
  IdField,
  ObjectField,
  TextField,
  TextsField,
  ValueField,
} from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, resultOf } from '../../platform/graphql/refusals';
import { LocalTime, TimeZone, Url } from '../../platform/graphql/scalars';
import { Meeting } from './meeting.entity';
import { VenueInput, venueColumns } from './meeting-place';
import { requireSoundMeeting } from './meeting-rules';
import { Modality } from './modality';
import { authorizeKeeper } from './peers.policy';
import { Weekday } from './weekday';

@InputType({ description: 'Changes to a meeting. What is left out stays; null clears; venue and types are replaced.' })
export class ReviseMeetingInput {
  @IdField('The meeting.', () => [Meeting])
  meetingId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('The name of the meeting.', { max: 255, optional: true })
  name?: string | null;

  @ValueField('The day it begins on; null, with both times, when by appointment.', () => Weekday, { optional: true })
  weekday?: Weekday | null;

  @ValueField('When it begins.', () => LocalTime, { optional: true })
  startTime?: string | null;

  @ValueField('When it ends; at an hour before the start, on the next day.', () => LocalTime, { optional: true })
  endTime?: string | null;

  @ValueField('The zone of its times.', () => TimeZone, { optional: true })
  timeZone?: string | null;

  @ValueField('How people take part.', () => Modality, { optional: true })
  modality?: Modality | null;

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

@Payload('The meeting as it is now.')
export class ReviseMeetingPayload {
  @Field(() => Meeting, { description: 'The meeting as it is now.' })
  meeting: Meeting;

  constructor(meeting: Meeting) {
    this.meeting = meeting;
  }
}

export const ReviseMeetingResult = resultOf(ReviseMeetingPayload);

/** Changes a meeting. One of a feed keeps the changes until its listing changes. */
export async function reviseMeeting(ctx: Context, input: ReviseMeetingInput): Promise<ReviseMeetingPayload> {
  await authorizeKeeper(ctx);
  const meeting = await ctx.load(entityById(Meeting), input.meetingId);
  if (!meeting) throw notFound('Meeting');
  const changes = {
    ...revision(
      input,
      ['name', 'timeZone', 'modality', 'types'],
      ['weekday', 'startTime', 'endTime', 'joinUrl', 'phone', 'notes'],
    ),
    ...(input.venue === undefined ? {} : venueColumns(input.venue)),
  };
  requireSoundMeeting({ ...meeting, ...changes });

  return ctx.transaction(async (tx) => {
    const revised = await saveVersion(tx, meeting, changes, input.expectedVersion);
    tx.emit({ kind: 'meeting.revised', subject: revised });
    return new ReviseMeetingPayload(revised);
  });
}
