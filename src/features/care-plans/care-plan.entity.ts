import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category, CategoryByRow } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow, VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime, LocalDate } from '../../platform/graphql/scalars';
import { CarePlanStatus } from './care-plan-status';
import { Coding, LevelOfCare } from './coding';

/** What a patient and their care team set out to do together. */
@GraphNode('care_plan', { description: 'What a patient and their care team set out to do together.' })
@Category(DataCategory.CARE_PLAN)
@Entity()
export class CarePlan extends VersionedRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => String, { description: 'What the plan is called.' })
  @Column('text')
  title!: string;

  @Field(() => CarePlanStatus, { description: 'Where the plan stands.' })
  @Column('text')
  status!: CarePlanStatus;

  @Field(() => String, { nullable: true, description: 'Why it stands there, in the words of whoever moved it.' })
  @Column('text', { nullable: true })
  statusReason!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The first day of the plan.' })
  @Column('date', { nullable: true })
  startsOn!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The last day of the plan.' })
  @Column('date', { nullable: true })
  endsOn!: string | null;

  @Column('uuid', { nullable: true })
  authorId!: string | null;

  @Field(() => [Coding], { description: 'The diagnoses that the plan answers.' })
  @Column('jsonb')
  diagnoses!: Coding[];

  @Field(() => LevelOfCare, { nullable: true, description: 'How intensive the care is.' })
  @Column('jsonb', { nullable: true })
  levelOfCare!: LevelOfCare | null;

  @Field(() => DateTime, { description: 'When the plan was drafted.' })
  @Column('timestamptz')
  createdAt!: Date;
}

/**
 * When a plan, or what hangs on it, last changed. The row has the plan's id; there is one for what is CARE_PLAN and one for what is MEDICATION,
 * kept by triggers, so that nobody learns from an instant of what they may not see.
 */
@CategoryByRow(['category'], ({ category }) => category as DataCategory)
@Entity()
export class CarePlanChange extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('text', { primary: true })
  category!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
