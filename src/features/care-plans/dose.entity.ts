import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';
import { RetractableRow } from '../patients';

/** A dose of a medication that was taken, or was not. */
@GraphNode('dose', { description: 'A dose of a medication that was taken, or was not.' })
@Category(DataCategory.MEDICATION)
@Entity()
export class Dose extends RetractableRow {
  @Column('uuid')
  activityId!: string;

  /** Always MAT: the key to the activity includes it, so that no dose hangs on anything else. */
  @Column('text')
  kind!: 'MAT';

  @Field(() => DateTime, { description: 'When it was taken, or was to be taken.' })
  @Column('timestamptz')
  takenAt!: Date;

  @Field(() => Boolean, { description: 'Whether it was taken.' })
  @Column('boolean')
  taken!: boolean;

  @Column('uuid', { nullable: true })
  recordedById!: string | null;
}
