import { Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../../platform/graphql/scalars';
import { Meeting } from './meeting.entity';

/** One time that a meeting takes place, computed in the meeting's own zone. Kept nowhere. */
@ObjectType({
  description: "One time that a meeting takes place, computed in the meeting's own zone, daylight saving included.",
  simpleResolvers: true,
})
export class MeetingOccurrence {
  @Field(() => Meeting, { description: 'The meeting.' })
  readonly meeting: Meeting;

  @Field(() => DateTime, { description: 'When it begins.' })
  readonly startsAt: Date;

  @Field(() => DateTime, { description: 'When it ends.' })
  readonly endsAt: Date;

  @Field(() => Float, {
    nullable: true,
    description:
      'How far away it is, in kilometers. Only from the `near` that the caller supplied, and only where one can go.',
  })
  readonly distanceKm: number | null;

  readonly peerGroupId: string;

  constructor(
    meeting: Meeting,
    { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
    distanceKm: number | null = null,
  ) {
    this.meeting = meeting;
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.distanceKm = distanceKm;
    this.peerGroupId = meeting.peerGroupId;
  }
}
