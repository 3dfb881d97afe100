import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';

/** A seat on a care team, from one instant to another. While it lasts, the clinician sees the patient; a trigger keeps the grant. */
@GraphNode('care_team_member', { description: 'A seat on a care team, from one instant to another.' })
@Category(DataCategory.CARE_PLAN)
@Entity()
export class CareTeamMember extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  clinicianId!: string;

  @Field(() => String, { description: 'What the clinician does on this team: primary counselor, prescriber.' })
  @Column('text')
  duty!: string;

  @Field(() => DateTime, { description: 'When the seat begins.' })
  @Column('timestamptz', { name: 'starts_at' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the seat ends; null while no end is set.' })
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  until!: Date | null;

  @Column('uuid', { nullable: true })
  coverForId!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** Whether the seat has ended at this instant. */
  hasEnded(at: Date): boolean {
    return this.until !== null && this.until <= at;
  }
}
