import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { VersionedRow } from '../../../access/organization-row';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime } from '../../../platform/graphql/scalars';

/** What is to be done. */
export enum FollowUpKind {
  URGENT_SAFETY_CALL = 'URGENT_SAFETY_CALL',
  MEDICAL_REVIEW = 'MEDICAL_REVIEW',
  PEER_OUTREACH = 'PEER_OUTREACH',
  CLINICAL_REVIEW = 'CLINICAL_REVIEW',
  PLAN_REVIEW = 'PLAN_REVIEW',
  RE_ENGAGEMENT = 'RE_ENGAGEMENT',
  CHECK_IN_CALL = 'CHECK_IN_CALL',
  CONCERN = 'CONCERN',
  COVER_REVIEW = 'COVER_REVIEW',
}

registerEnumType(FollowUpKind, {
  name: 'FollowUpKind',
  description: 'What is to be done.',
  valuesConfig: {
    URGENT_SAFETY_CALL: { description: 'Somebody may be in danger: call now.' },
    MEDICAL_REVIEW: { description: 'Medical staff look at it the same day.' },
    PEER_OUTREACH: { description: 'The mentor reaches out, as the patient consented to.' },
    CLINICAL_REVIEW: { description: 'A clinician talks it over with the patient.' },
    PLAN_REVIEW: { description: 'The care plan is looked at together.' },
    RE_ENGAGEMENT: { description: 'Nobody has heard from the patient: reach out, without reproach.' },
    CHECK_IN_CALL: { description: 'The patient would like somebody to call.' },
    CONCERN: { description: 'A peer told the supervisor of a concern.' },
    COVER_REVIEW: { description: 'A clinician covered for a colleague: look whether it was needed.' },
  },
});

/**
 * What somebody is to do for a patient, and by when. It belongs to the category of what it follows: where that is hidden, the
 * follow-up does not exist.
 */
@GraphNode('follow_up', { description: 'What somebody is to do for a patient, and by when.' })
@CategoryByRow(['category', 'kind'], ({ category, kind }) =>
  // That nobody has heard from the patient tells of sessions besides (app.told_by_follow_up).
  kind === FollowUpKind.RE_ENGAGEMENT ? [category as DataCategory, DataCategory.CARE_PLAN] : [category as DataCategory],
)
@Entity()
export class FollowUp extends VersionedRow {
  @Column('uuid')
  patientId!: string;

  @Column('text')
  category!: DataCategory;

  @Field(() => FollowUpKind, { description: 'What is to be done.' })
  @Column('text')
  kind!: FollowUpKind;

  @Column('boolean')
  isUrgent!: boolean;

  /** What it follows: a return to use, a check-in, an assessment, a concern, a seat; the last contact, where none came after it. */
  @Column('uuid', { nullable: true })
  sourceId!: string | null;

  @Column('timestamptz')
  openedAt!: Date;

  @Field(() => DateTime, { description: 'By when it is to be done.' })
  @Column('timestamptz')
  dueAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it goes on to the clinician on call, if nobody has acknowledged it by then; of one that is acknowledged, if it is not done by then. Null unless it is urgent, and when it has gone on.',
  })
  @Column('timestamptz', { nullable: true })
  escalatesAt!: Date | null;

  /** When it went on to somebody else. */
  @Column('timestamptz', { nullable: true })
  escalatedAt!: Date | null;

  @Column('uuid', { nullable: true })
  assigneeClinicianId!: string | null;

  @Column('uuid', { nullable: true })
  assigneeMentorId!: string | null;

  /** One of the two. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false })
  assigneeId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When somebody took it on.' })
  @Column('timestamptz', { nullable: true })
  acknowledgedAt!: Date | null;

  @Column('uuid', { nullable: true })
  acknowledgedBy!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was done; without an outcome, when there was nothing to do any more.',
  })
  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Column('uuid', { nullable: true })
  completedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'What came of it.' })
  @Column('text', { nullable: true })
  outcome!: string | null;

  @Column({ type: 'boolean', insert: false, update: false })
  isOpen!: boolean;
}
