import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { OrganizationRow, VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime, LocalTime, TimeZone, Url } from '../../platform/graphql/scalars';
import { Modality } from './modality';
import type { WeeklySchedule } from './occurrences';
import { Weekday } from './weekday';

/** What a group does every week at one time, or by appointment. A listing on several days makes several meetings. */
@GraphNode('meeting', { description: 'What a group does every week at one time, or by appointment.' })
@Entity()
export class Meeting extends VersionedRow {
  @Column('uuid')
  peerGroupId!: string;

  @Field(() => String, { description: 'The name of the meeting.' })
  @Column('text')
  name!: string;

  @Field(() => Boolean, { description: 'Whether it takes place. One that vanished from its feed does not.' })
  @Column('boolean')
  active!: boolean;

  @Field(() => Weekday, { nullable: true, description: 'The day it begins on; null when by appointment.' })
  @Column('text', { nullable: true })
  weekday!: Weekday | null;

  @Field(() => LocalTime, { nullable: true, description: 'When it begins, in its own zone; null when by appointment.' })
  @Column('text', { nullable: true })
  startTime!: string | null;

  @Field(() => LocalTime, {
    nullable: true,
    description: 'When it ends, in its own zone; at an hour before the start, on the next day.',
  })
  @Column('text', { nullable: true })
  endTime!: string | null;

  @Field(() => TimeZone, { description: 'The zone of its times.' })
  @Column('text')
  timeZone!: string;

  @Field(() => Modality, { description: 'How people take part.' })
  @Column('text')
  modality!: Modality;

  @Field(() => Url, { nullable: true, description: 'Where to join online; always https.' })
  @Column('text', { nullable: true })
  joinUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'The number to dial in.' })
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  venueName!: string | null;

  @Column('text', { nullable: true })
  formattedAddress!: string | null;

  @Column('float8', { nullable: true })
  latitude!: number | null;

  @Column('float8', { nullable: true })
  longitude!: number | null;

  /** The address is an area, not a place one can go to. */
  @Column('boolean')
  approximate!: boolean;

  /** Meeting Guide codes. */
  @Column('text', { array: true })
  types!: string[];

  @Field(() => String, { nullable: true, description: 'What else to know before going.' })
  @Column('text', { nullable: true })
  notes!: string | null;

  /** The feed it was imported from; null, with the next three, for one that was scheduled by hand. */
  @Column('text', { nullable: true })
  source!: string | null;

  /** The listing within the feed. */
  @Column('text', { nullable: true })
  slug!: string | null;

  /** Which of the listing's meetings this is: its weekday, or BY_APPOINTMENT. Stable when the listing drops another day. */
  @Column('text', { nullable: true })
  slot!: string | null;

  /** A digest of all that the listing said, to tell an unchanged one. */
  @Column('text', { nullable: true })
  listingDigest!: string | null;

  /** The listing on the web. */
  @Column('text', { nullable: true })
  sourceUrl!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When an import last found it in its feed.' })
  @Column('timestamptz', { nullable: true })
  lastSeenAt!: Date | null;

  /** When it takes place every week; null when by appointment. */
  schedule(): WeeklySchedule | null {
    const { weekday, startTime, endTime, timeZone } = this;
    return weekday === null || startTime === null ? null : { weekday, startTime, endTime, timeZone };
  }
}

/** A day on which a meeting would begin, and does not take place. */
@Entity()
export class CancelledOccurrence extends OrganizationRow {
  @Column('uuid')
  meetingId!: string;

  /** The meeting's group, kept by the foreign key, so that a group's schedule is read at once. */
  @Column('uuid')
  peerGroupId!: string;

  /** In the meeting's own zone. */
  @Column('date')
  cancelledOn!: string;

  @Column('text', { nullable: true })
  reason!: string | null;
}
