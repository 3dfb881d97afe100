import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime } from '../../../platform/graphql/scalars';
import { Answer } from '../../consents';

/**
 * An alumnus was asked whether they would like to mentor others. It knows no mentor, and not when it was answered: nothing of it leads to
 * the public identity of whoever said yes.
 */
@GraphNode('mentor_invitation', {
  description:
    'An alumnus was asked whether they would like to mentor others. It never tells who they are as a mentor.',
})
@Category(DataCategory.CARE_PLAN)
@Entity()
export class MentorInvitation extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  /** Null for the director, who is no clinician. */
  @Column('uuid', { nullable: true })
  invitedById!: string | null;

  @Field(() => DateTime, { description: 'When they were asked.' })
  @Column('timestamptz')
  invitedAt!: Date;

  @Field(() => Answer, { nullable: true, description: 'What they said; null while it is open.' })
  @Column('text', { nullable: true })
  answer!: Answer | null;
}
