import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { NoCategory } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';

/** A deny: this person or app, or everybody, in these categories, whatever else allows it. */
@GraphNode('access_restriction', {
  description: 'A deny: this person, app or category, whatever else allows it (42 CFR 2.26). Break-glass included.',
})
@NoCategory()
@Entity()
export class AccessRestriction extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid', { nullable: true })
  clinicianId!: string | null;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  partnerAppId!: string | null;

  @Field(() => [DataCategory], { description: 'What is denied. All categories: that there is such a patient, too.' })
  @Column('text', { array: true })
  categories!: DataCategory[];

  @Field(() => String, { description: 'Why, in plain words.' })
  @Column('text')
  reason!: string;

  @Field(() => DateTime, { description: 'From when on.' })
  @Column('timestamptz', { name: 'starts_at' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null until it is lifted.' })
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  until!: Date | null;
}
