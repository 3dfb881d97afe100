import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';
import type { Approach, Fellowship, Modality } from '../../peers';
import { PeerKind } from '../peer-link.entity';

/** What a suggestion is weighed by. */
export enum MatchFactor {
  APPROACH = 'APPROACH',
  MODALITY = 'MODALITY',
  LANGUAGE = 'LANGUAGE',
  SCHEDULE = 'SCHEDULE',
  DISTANCE = 'DISTANCE',
  SPECIALTY = 'SPECIALTY',
  CAPACITY = 'CAPACITY',
  MEETING_TYPE = 'MEETING_TYPE',
}

registerEnumType(MatchFactor, {
  name: 'MatchFactor',
  description: 'What a suggestion is weighed by. docs/matching.md has the weights.',
  valuesConfig: {
    APPROACH: { description: 'What the support builds on, and the community it belongs to.' },
    MODALITY: { description: 'How people take part.' },
    LANGUAGE: { description: 'The language that the patient likes best, or another one of theirs.' },
    SCHEDULE: { description: 'Whether there is time together.' },
    DISTANCE: { description: 'Whether it is close to home, or can be joined from there.' },
    SPECIALTY: { description: 'What the mentor knows well.' },
    CAPACITY: { description: 'Whether the mentor has room.' },
    MEETING_TYPE: { description: 'What the meetings are like.' },
  },
});

/** What the sentences of a suggestion are made of. */
export interface MatchFacts {
  readonly approaches: readonly Approach[];
  readonly modalities: readonly Modality[];
  readonly languages: readonly string[];
  /** The community of a group, where it was asked for. */
  readonly fellowship?: Fellowship | null;
  /** What a mentor knows well of what was asked for. */
  readonly traits?: readonly string[];
  /** Null for whoever may not know. */
  readonly openSlots?: number | null;
  /** When patient and mentor have time together, in minutes since Monday in the patient's zone. */
  readonly freeAt?: number | null;
  readonly meetingTypes?: readonly string[];
  readonly isClose?: boolean | null;
  readonly isFromAfar?: boolean;
  readonly isAlwaysThere?: boolean;
  /** The patient's. */
  readonly timeZone?: string;
  /** When the patient has time: from and to, in minutes since Monday; null when they did not say. */
  readonly free?: readonly (readonly [from: number, to: number])[] | null;
  /** Meetings that are farther than the patient would go. */
  readonly tooFar?: readonly string[];
}

/** A peer that fits a patient: a row of a view that computes it. It has the peer's id. */
@ObjectType({
  description:
    'A suggestion that explains itself. Never built from diagnosis, medication, assessments or notes; a distance is never said in numbers.',
  simpleResolvers: true,
})
@CategoryByRow(['peerGroupId'], ({ peerGroupId }) =>
  peerGroupId === null ? DataCategory.PEER_SUPPORT : DataCategory.GROUP_PARTICIPATION,
)
@Entity({ name: 'peer_match', schema: 'app', synchronize: false })
export class PeerMatch extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  peerGroupId!: string | null;

  @Column('text')
  kind!: PeerKind;

  @Field(() => Float, { description: 'How well the peer fits, from 0 to 1: of what counts, how much is met.' })
  @Column('float8')
  score!: number;

  /** 1 is the best. */
  @Column('int')
  place!: number;

  /** What each factor adds to the score. */
  @Column('jsonb')
  shares!: Partial<Record<MatchFactor, number>>;

  @Column('jsonb')
  facts!: MatchFacts;
}

/** Why a peer is suggested. */
@ObjectType({ description: 'Why a peer is suggested.', simpleResolvers: true })
export class MatchReason {
  @Field(() => MatchFactor, { description: 'What speaks for the peer.' })
  factor!: MatchFactor;

  @Field(() => Float, {
    description:
      'What it adds to the score, to four places. Those of all reasons together are the score, up to that rounding.',
  })
  weight!: number;

  @Field(() => String, { description: 'A sentence to the patient: Meets Tuesdays 19:00, when you are free.' })
  sentence!: string;
}
