import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category, CategoryByRow } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow, VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { LocalDate } from '../../platform/graphql/scalars';
import { Party } from './party';
import type { PauseReason } from './pause-reason';
import { PeerLinkStatus } from './peer-link-status';

/** What a peer link is for. */
export enum PeerPurpose {
  EMOTIONAL_SUPPORT = 'EMOTIONAL_SUPPORT',
  PRACTICAL_ADVICE = 'PRACTICAL_ADVICE',
  ACCOUNTABILITY = 'ACCOUNTABILITY',
  SOCIAL_CONNECTION = 'SOCIAL_CONNECTION',
  GOAL_SETTING = 'GOAL_SETTING',
  RETURN_FROM_RECURRENCE = 'RETURN_FROM_RECURRENCE',
}

registerEnumType(PeerPurpose, {
  name: 'PeerPurpose',
  description: 'What a peer link is for.',
  valuesConfig: {
    EMOTIONAL_SUPPORT: { description: 'Somebody who listens and has been there.' },
    PRACTICAL_ADVICE: { description: 'Advice for everyday life in recovery.' },
    ACCOUNTABILITY: { description: 'Somebody to keep a promise with.' },
    SOCIAL_CONNECTION: { description: 'Company, and something to do together.' },
    GOAL_SETTING: { description: 'Finding next steps.' },
    RETURN_FROM_RECURRENCE: { description: 'Finding the way on after a return to use.' },
  },
});

/** What kind of peer a link leads to. */
export enum PeerKind {
  MENTOR = 'MENTOR',
  GROUP = 'GROUP',
}

registerEnumType(PeerKind, {
  name: 'PeerKind',
  description: 'What kind of peer.',
  valuesConfig: {
    MENTOR: { description: 'A peer mentor: one person.' },
    GROUP: { description: 'A peer group.' },
  },
});

/**
 * A patient and a peer who walk alongside. Exactly one of mentor and group is set.
 * A link to a mentor belongs to PEER_SUPPORT; one to a group to GROUP_PARTICIPATION, for it names a fellowship.
 */
@GraphNode('peer_link', { description: 'A patient and a peer mentor or group who walk alongside.' })
@CategoryByRow(['peerGroupId'], ({ peerGroupId }) =>
  peerGroupId === null ? DataCategory.PEER_SUPPORT : DataCategory.GROUP_PARTICIPATION,
)
@Entity()
export class PeerLink extends VersionedRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid', { nullable: true })
  carePlanId!: string | null;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  peerGroupId!: string | null;

  @Field(() => PeerLinkStatus, { description: 'Where the link stands.' })
  @Column('text')
  status!: PeerLinkStatus;

  /** Without RETURN_FROM_RECURRENCE, which tells of a return to use and is kept apart (PeerLinkRecurrence). */
  @Column('text', { array: true })
  purposes!: PeerPurpose[];

  @Field(() => String, { nullable: true, description: 'How often they mean to meet: weekly, Tuesdays.' })
  @Column('text', { nullable: true })
  cadence!: string | null;

  @Field(() => Party, { description: 'Who proposed it.' })
  @Column('text')
  proposedBy!: Party;

  @Field(() => LocalDate, { nullable: true, description: 'The day on which it first became active.' })
  @Column('date', { nullable: true })
  startedOn!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The day on which it ended.' })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** When the patient said yes. Until then a mentor does not see it. */
  @Column('timestamptz', { nullable: true })
  patientAgreedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  mentorAgreedAt!: Date | null;

  /** What lets a mentor from outside the program know of the patient. */
  @Column('uuid', { nullable: true })
  consentId!: string | null;
}

/** Why a link rests or ended. The row has the link's id; the peer does not see it. */
@CategoryByRow(['peerGroupId'], ({ peerGroupId }) =>
  peerGroupId === null ? DataCategory.PEER_SUPPORT : DataCategory.GROUP_PARTICIPATION,
)
@Entity()
export class PeerLinkReason extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid', { nullable: true })
  peerGroupId!: string | null;

  @Column('text', { nullable: true })
  pausedReason!: PauseReason | null;

  @Column('text', { nullable: true })
  endReason!: string | null;
}

/** That a link is to help after a return to use. The row has the link's id; only who may know of returns to use sees it. */
@Category(DataCategory.RETURN_TO_USE)
@Entity()
export class PeerLinkRecurrence extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid', { nullable: true })
  peerGroupId!: string | null;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;
}
