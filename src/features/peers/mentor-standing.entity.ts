import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { OrganizationRow } from '../../access/organization-row';
import { LocalDate } from '../../platform/graphql/scalars';

/** How far a mentor has come. */
export enum MentorStage {
  CANDIDATE = 'CANDIDATE',
  IN_TRAINING = 'IN_TRAINING',
  CREDENTIALED = 'CREDENTIALED',
  PAUSED = 'PAUSED',
  RETIRED = 'RETIRED',
}

registerEnumType(MentorStage, {
  name: 'MentorStage',
  description: 'How far a mentor has come. Stepping back is always possible.',
  valuesConfig: {
    CANDIDATE: { description: 'Would like to mentor others.' },
    IN_TRAINING: { description: 'Learns to mentor others.' },
    CREDENTIALED: { description: 'Holds a credential and mentors others.' },
    PAUSED: { description: 'Takes a break from mentoring.' },
    RETIRED: { description: 'Has finished mentoring.' },
  },
});

/** What only the staff and the mentor see. The row has the mentor's id. */
@Entity()
export class PeerMentorStanding extends OrganizationRow {
  @Column('text')
  stage!: MentorStage;

  /** How many people the mentor can walk alongside at once. */
  @Column('int')
  capacity!: number;

  /** How many they walk alongside: accepted, active and paused links. A trigger of the links keeps it. */
  @Column('int')
  slotsTaken!: number;

  @Column('uuid', { nullable: true })
  supervisorId!: string | null;

  @Column('text', { nullable: true })
  credentialTitle!: string | null;

  @Column('text', { nullable: true })
  credentialIssuer!: string | null;

  @Column('text', { nullable: true })
  credentialNumber!: string | null;

  @Column('date', { nullable: true })
  credentialVerifiedOn!: string | null;

  @Column('date', { nullable: true })
  credentialExpiresOn!: string | null;
}

/**
 * While it stands, and from `validFrom` to `validUntil`, the mentor takes somebody on. The row has the mentor's id.
 * A trigger keeps it from the standing, so that those who may not see the standing still learn this one thing.
 */
@Entity()
export class PeerMentorOpening extends OrganizationRow {
  @Column('timestamptz')
  validFrom!: Date;

  @Column('timestamptz', { nullable: true })
  validUntil!: Date | null;

  /** Whether the instant lies within. */
  isOpenAt(at: Date): boolean {
    return this.validFrom <= at && (this.validUntil === null || this.validUntil > at);
  }
}

/** A stage that a mentor entered. Visible to supervision and the mentor. */
@ObjectType({ description: 'A stage that a mentor entered.', simpleResolvers: true })
@Entity()
export class MentorJourneyStep extends OrganizationRow {
  @Column('uuid')
  peerMentorId!: string;

  @Field(() => MentorStage, { description: 'The stage.' })
  @Column('text')
  stage!: MentorStage;

  @Field(() => LocalDate, { description: 'The day it was entered, as the program counts its days.' })
  @Column('date')
  enteredOn!: string;

  @Field(() => String, { nullable: true, description: 'What it stands on: a course, a certificate, a conversation.' })
  @Column('text', { nullable: true })
  evidence!: string | null;
}
