import { Field, Int, InterfaceType } from 'type-graphql';
import { Column, Entity, TableInheritance } from 'typeorm';
import { CategoryByRow } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { Node } from '../../platform/graphql/nodes';
import { LocalDate } from '../../platform/graphql/scalars';
import { ActivityStatus } from './activity-status';

/** The kinds of activity, as the table tells them apart. */
export type ActivityKind = 'CBT' | 'MAT' | 'COUNSELING';

/**
 * Something that is done under a care plan. One table holds every kind; a MAT activity is of the category MEDICATION, the others of CARE_PLAN,
 * so its plan may be hidden where it is not.
 */
@InterfaceType({
  implements: Node,
  description:
    'Something that is done under a care plan. Medication is a category of its own: you may see it without its plan, or the plan without it.',
})
@CategoryByRow(['kind'], ({ kind }) => (kind === 'MAT' ? DataCategory.MEDICATION : DataCategory.CARE_PLAN))
@Entity()
@TableInheritance({ column: { name: 'kind', type: 'text' } })
export abstract class CareActivity extends OrganizationRow {
  @Field(() => Int, { description: 'Grows by one with each change; send it back as expectedVersion.' })
  @Column('int')
  version!: number;

  @Column('text')
  kind!: ActivityKind;

  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  carePlanId!: string;

  @Field(() => ActivityStatus, { description: 'Where the activity stands.' })
  @Column('text')
  status!: ActivityStatus;

  @Field(() => String, { nullable: true, description: 'Why it stands there, in the words of whoever moved it.' })
  @Column('text', { nullable: true })
  statusReason!: string | null;

  @Column('uuid', { nullable: true })
  clinicianId!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The first day.' })
  @Column('date', { nullable: true })
  startsOn!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The last day.' })
  @Column('date', { nullable: true })
  endsOn!: string | null;
}
