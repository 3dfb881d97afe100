import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime } from '../../../platform/graphql/scalars';
import { VersionedRetractableRow } from '../../patients';
import { type AssessmentFlag, Instrument, type ScoreBand } from './assessment-words';

/** An item that was answered. */
@ObjectType({ description: 'An item that was answered.', simpleResolvers: true })
export class AssessmentItem {
  @Field(() => String, {
    description: "The item's LOINC code where one was verified, else a name as in docs/assessments.md.",
  })
  linkId!: string;

  @Field(() => Int, { description: 'The answer as points.' })
  answer!: number;
}

/** A questionnaire that was filled in, and its score. */
@GraphNode('assessment', { description: 'A questionnaire that was filled in, and its score.' })
@Category(DataCategory.ASSESSMENT)
@Entity()
export class Assessment extends VersionedRetractableRow {
  @Field(() => Instrument, { description: 'Which one.' })
  @Column('text')
  instrument!: Instrument;

  @Field(() => DateTime, { description: 'When it was filled in.' })
  @Column('timestamptz')
  takenAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The total as it was given, else as it was computed; null where items are missing and none was given.',
  })
  @Column('int', { nullable: true })
  total!: number | null;

  @Field(() => Int, { nullable: true, description: 'Recomputed when every scored item is present.' })
  @Column('int', { nullable: true })
  computedTotal!: number | null;

  /** Null as well where the cut depends on sex: AssessmentSexBand has it then. */
  @Column('text', { nullable: true })
  band!: ScoreBand | null;

  /** Whose cuts were used, also where the band follows from the sex on record. */
  @Column('text', { nullable: true })
  bandSource!: string | null;

  /** With CUT_DEPENDS_ON_SEX wherever it does, whatever is on record: so that it tells nothing of that. */
  @Column('text', { array: true })
  flags!: AssessmentFlag[];

  @Field(() => [AssessmentItem], { description: 'The items that were answered, in the order of the instrument.' })
  @Column('jsonb')
  items!: AssessmentItem[];
}

/**
 * The band of a total whose cut depends on sex. The row has the assessment's id; the database keeps it by the sex on record, and it tells
 * of that: so it is for those alone who see the identity as well.
 */
@Category(DataCategory.IDENTITY)
@Entity()
export class AssessmentSexBand extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('text')
  band!: ScoreBand;
}

/** What another system calls an assessment. */
@Category(DataCategory.ASSESSMENT)
@Entity()
export class AssessmentIdentifier extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  assessmentId!: string;

  @Column('text')
  system!: string;

  @Column('text')
  value!: string;
}
