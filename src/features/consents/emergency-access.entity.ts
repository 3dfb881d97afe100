import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { NoCategory } from '../../access/category-of-rows';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';

/** Break-glass: a clinician looks past the care team, for 60 minutes, with a reason that is reviewed. */
@GraphNode('emergency_access', {
  description: 'Break-glass inside the program: a reason, 60 minutes, an alert, a review.',
})
@NoCategory()
@Entity()
export class EmergencyAccess extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  clinicianId!: string;

  @Field(() => String, { description: 'Why, in the words of who looked.' })
  @Column('text')
  reason!: string;

  @Field(() => DateTime, { description: 'From when on.' })
  @Column('timestamptz')
  grantedAt!: Date;

  @Field(() => DateTime, { description: 'Until when: 60 minutes later.' })
  @Column('timestamptz')
  expiresAt!: Date;

  @Column('uuid', { nullable: true })
  reviewedById!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was reviewed; null until then.' })
  @Column('timestamptz', { nullable: true })
  reviewedAt!: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'What the review found.' })
  @Column('boolean', { nullable: true })
  justified!: boolean | null;

  @Column('text', { nullable: true })
  reviewNote!: string | null;

  @Column({ type: 'boolean', insert: false, update: false })
  isReviewed!: boolean;
}
