import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime } from '../../../platform/graphql/scalars';

/** Kind words to a patient, about a milestone or about nothing in particular. They belong to the category of the milestone. */
@GraphNode('encouragement', { description: 'Kind words to a patient.' })
@CategoryByRow(['category'], ({ category }) => category as DataCategory)
@Entity()
export class Encouragement extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid', { nullable: true })
  milestoneId!: string | null;

  @Column('text')
  category!: DataCategory;

  @Column('uuid')
  authorId!: string;

  @Field(() => String, { description: 'The name that whoever sent them was known by then.' })
  @Column('text', { name: 'author_name' })
  from!: string;

  @Field(() => String, { description: 'The words.' })
  @Column('text')
  message!: string;

  @Field(() => DateTime, { description: 'When they were sent.' })
  @Column('timestamptz')
  sentAt!: Date;

  /** As its milestone: nobody but the patient sees the row then. */
  @Column({ type: 'boolean', insert: false, update: false })
  isHidden!: boolean;
}
