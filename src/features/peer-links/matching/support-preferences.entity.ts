import { Field, Float, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';
import { Approach, AvailabilityWindow, type Fellowship, Modality } from '../../peers';

/** What peer support a patient would like. The row has the patient's id. Which fellowships is in FellowshipPreferences. */
@ObjectType({ description: 'What peer support a patient would like.', simpleResolvers: true })
@Category(DataCategory.PEER_SUPPORT)
@Entity()
export class SupportPreferences extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  /** Moves with what is in this row. */
  @Column('int')
  ownVersion!: number;

  @Field(() => [Approach], { description: 'What support should build on; empty when any will do.' })
  @Column('text', { array: true })
  approaches!: Approach[];

  @Field(() => [Modality], { description: 'How they would like to take part; empty when any way will do.' })
  @Column('text', { array: true })
  modalities!: Modality[];

  @Field(() => [String], {
    description:
      "The languages they would like to speak, as BCP 47 tags, the dearest first; empty for the patient's own.",
  })
  @Column('text', { array: true })
  languages!: string[];

  @Field(() => [AvailabilityWindow], {
    description: "When they have time, every week, in the patient's zone; empty when they did not say.",
  })
  @Column('jsonb')
  availability!: AvailabilityWindow[];

  @Field(() => Float, {
    nullable: true,
    description: 'How far from home they would go, in kilometers as the crow flies; null when they did not say.',
  })
  @Column('float8', { nullable: true })
  maxDistanceKm!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What else they would like a mentor to know. For people to read: nothing is computed from it.',
  })
  @Column('text', { nullable: true })
  mentorNotes!: string | null;
}

/**
 * What names a fellowship, which no other category may tell. The row has the patient's id, and is there as soon as the other is.
 * It counts its own changes, so that nobody notices one of something that they do not see.
 */
@Category(DataCategory.GROUP_PARTICIPATION)
@Entity()
export class FellowshipPreferences extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('int')
  ownVersion!: number;

  @Column('text', { array: true })
  fellowships!: Fellowship[];

  @Column('text', { array: true })
  avoid!: Fellowship[];

  /** Meeting Guide codes. */
  @Column('text', { array: true })
  meetingTypes!: string[];

  /** What the codes stand for, lower-case, to be found among what mentors know well. */
  @Column('text', { array: true })
  traits!: string[];
}
