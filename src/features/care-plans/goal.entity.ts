import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { LocalDate } from '../../platform/graphql/scalars';
import { GoalStatus } from './goal-status';

/** Something that the patient wants to reach. */
@GraphNode('goal', { description: 'Something that the patient wants to reach.' })
@Category(DataCategory.CARE_PLAN)
@Entity()
export class Goal extends VersionedRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  carePlanId!: string;

  @Field(() => String, { description: 'What is to be reached.' })
  @Column('text')
  statement!: string;

  @Field(() => String, { nullable: true, description: "In the patient's own words." })
  @Column('text', { nullable: true })
  inOwnWords!: string | null;

  @Field(() => GoalStatus, { description: 'Where the goal stands.' })
  @Column('text')
  status!: GoalStatus;

  @Field(() => LocalDate, { nullable: true, description: 'By when.' })
  @Column('date', { nullable: true })
  targetOn!: string | null;
}
