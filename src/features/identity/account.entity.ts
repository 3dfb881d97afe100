import { Field } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { Url } from '../../platform/graphql/scalars';

/** A login, bound to the clinician, mentor or patient who uses it. Exactly one of the three ids is set. */
@GraphNode('account', { description: 'A login, bound to the person who uses it.' })
@Entity()
export class Account extends OrganizationRow {
  @Field(() => Url, { description: 'Who issues its tokens.' })
  @Column('text')
  issuer!: string;

  @Field(() => String, { description: 'The subject of its tokens.' })
  @Column('text')
  subject!: string;

  @Column('uuid', { nullable: true })
  clinicianId!: string | null;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  patientId!: string | null;

  @Column('timestamptz')
  connectedAt!: Date;

  /** Bound by somebody's own yes to mentor others: nobody sees it. */
  @Column({ type: 'boolean', insert: false, update: false })
  isOfMentee!: boolean;
}
