import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { OrganizationRow, VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { JSONObject, TimeZone } from '../../platform/graphql/scalars';

/** A treatment program. Its own id is its organization id. */
@GraphNode('organization', { description: 'A treatment program: whose patients, staff and peers these are.' })
@Entity()
export class Organization extends VersionedRow {
  @Field(() => String, { description: 'The name of the program.' })
  @Column('text')
  name!: string;

  @Field(() => TimeZone, { description: 'The zone in which the program counts its days.' })
  @Column('text')
  timeZone!: string;

  @Field(() => Boolean, { description: 'Whether 42 CFR Part 2 protects its records.' })
  @Column('boolean')
  isPart2Program!: boolean;
}

/** What a program decides for itself. The row has the organization's id. */
@ObjectType({ description: 'What a program decides for itself.', simpleResolvers: true })
@Entity()
export class OrganizationSettings extends OrganizationRow {
  @Field(() => Int, {
    nullable: true,
    description: 'How many months in recovery this program asks of a new mentor; null asks for none.',
  })
  @Column('int', { nullable: true })
  minimumMentorRecoveryMonths!: number | null;

  @Field(() => Boolean, { description: 'Whether the program registers patients under 18.' })
  @Column('boolean')
  acceptsMinors!: boolean;

  @Field(() => String, { description: 'What a person in danger is told to do, in the words of the program.' })
  @Column('text')
  emergencyText!: string;

  @Column('uuid', { nullable: true })
  onCallId!: string | null;

  @Field(() => JSONObject, {
    description:
      'Hours until each kind of follow-up is due, and until an urgent one that nobody acknowledged goes on to the clinician on call (ESCALATION). A kind that is not named has the default.',
  })
  @Column('jsonb')
  followUpHours!: Record<string, number>;

  @Field(() => JSONObject, {
    description:
      'From where on something asks for attention (`Patient.attention`), where it is not the default: HIGH_CRAVING 7 of 10; NO_PEER_CONTACT and OUT_OF_CONTACT 14 days; MISSED_SESSIONS 2 in a row; RISING_SCORE 5 points.',
  })
  @Column('jsonb')
  attentionThresholds!: Record<string, number>;

  /** Kept by the database: who is still to be derived anew. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false })
  attentionDerivedUpTo!: string | null;
}
