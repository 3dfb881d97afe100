import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoriesByRow } from '../../../access/category-of-rows';
import { OrganizationRow } from '../../../access/organization-row';
import { DateTime } from '../../../platform/graphql/scalars';

/** What an entry of the timeline is about. */
export enum TimelineKind {
  CARE_PLAN = 'CARE_PLAN',
  SESSION = 'SESSION',
  PEER_LINK = 'PEER_LINK',
  PEER_CONTACT = 'PEER_CONTACT',
  MILESTONE = 'MILESTONE',
  CHECK_IN = 'CHECK_IN',
  RETURN_TO_USE = 'RETURN_TO_USE',
  ASSESSMENT = 'ASSESSMENT',
  CONSENT = 'CONSENT',
}

registerEnumType(TimelineKind, {
  name: 'TimelineKind',
  description: 'What an entry of the timeline is about.',
  valuesConfig: {
    CARE_PLAN: { description: 'A care plan or an activity of one.' },
    SESSION: { description: 'A session.' },
    PEER_LINK: { description: 'A link to a mentor or group.' },
    PEER_CONTACT: { description: 'A contact with a mentor, or a meeting of a group.' },
    MILESTONE: { description: 'A milestone.' },
    CHECK_IN: { description: 'A check-in.' },
    RETURN_TO_USE: { description: 'A return to use.' },
    ASSESSMENT: { description: 'An assessment.' },
    CONSENT: { description: 'A consent.' },
  },
});

/** Something that happened, once. Kept by the database (timeline.rows.sql). */
@ObjectType({ description: 'Something that happened.', simpleResolvers: true })
@CategoriesByRow({ owner: 'patientId', bits: 'bits' })
@Entity()
export class TimelineEntry extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => TimelineKind, { description: 'What it is about.' })
  @Column('text')
  kind!: TimelineKind;

  /** What happened to it: the status it came to, or what it is by its nature. */
  @Column('text')
  event!: string;

  @Field(() => DateTime, { description: 'When it happened, or was first known to.' })
  @Column('timestamptz')
  at!: Date;

  @Column('int')
  bits!: number;

  @Column('uuid', { nullable: true })
  carePlanId!: string | null;

  @Column('uuid', { nullable: true })
  cbtActivityId!: string | null;

  @Column('uuid', { nullable: true })
  matActivityId!: string | null;

  @Column('uuid', { nullable: true })
  counselingActivityId!: string | null;

  @Column('uuid', { nullable: true })
  sessionId!: string | null;

  @Column('uuid', { nullable: true })
  peerLinkId!: string | null;

  @Column('uuid', { nullable: true })
  peerContactId!: string | null;

  @Column('uuid', { nullable: true })
  milestoneId!: string | null;

  @Column('uuid', { nullable: true })
  checkInId!: string | null;

  @Column('uuid', { nullable: true })
  returnToUseId!: string | null;

  @Column('uuid', { nullable: true })
  assessmentId!: string | null;

  @Column('uuid', { nullable: true })
  consentId!: string | null;

  /** The one of these that is filled. */
  @Column({ type: 'uuid', insert: false, update: false })
  subjectId!: string;
}
