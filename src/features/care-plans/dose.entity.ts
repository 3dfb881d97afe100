import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';

/** A dose of a medication that was taken, or was not. */
@GraphNode('dose', { description: 'A dose of a medication that was taken, or was not.' })
@Category(DataCategory.MEDICATION)
@Entity()
export class Dose extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

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

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was marked as made by mistake; null while it stands. Lists leave it out from then on.',
  })
  @Column('timestamptz', { nullable: true })
  enteredInErrorAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was marked as made by mistake.' })
  @Column('text', { nullable: true })
  enteredInErrorReason!: string | null;
}
