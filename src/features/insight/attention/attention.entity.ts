import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoriesByRow } from '../../../access/category-of-rows';
import { OrganizationRow } from '../../../access/organization-row';
import { DateTime } from '../../../platform/graphql/scalars';

/** What asks for attention. */
export enum AttentionKind {
  RETURN_TO_USE = 'RETURN_TO_USE',
  HIGH_CRAVING = 'HIGH_CRAVING',
  ASKED_FOR_CONTACT = 'ASKED_FOR_CONTACT',
  NO_PEER_CONTACT = 'NO_PEER_CONTACT',
  MISSED_SESSIONS = 'MISSED_SESSIONS',
  OUT_OF_CONTACT = 'OUT_OF_CONTACT',
  OVERDUE_FOLLOW_UP = 'OVERDUE_FOLLOW_UP',
  RISING_SCORE = 'RISING_SCORE',
  SELF_HARM_ITEM = 'SELF_HARM_ITEM',
  DOSE_OVERDUE = 'DOSE_OVERDUE',
  PLAN_WITHOUT_PEER = 'PLAN_WITHOUT_PEER',
}

registerEnumType(AttentionKind, {
  name: 'AttentionKind',
  description:
    "What asks for attention. From where on is the program's to decide: `OrganizationSettings.attentionThresholds`.",
  valuesConfig: {
    RETURN_TO_USE: { description: 'A return to use was shared, and is not settled yet.' },
    HIGH_CRAVING: { description: 'The latest check-in tells of a strong craving: 7 of 10 or more.' },
    ASKED_FOR_CONTACT: { description: 'The patient would like somebody to call, and nobody has.' },
    NO_PEER_CONTACT: { description: 'No contact with the mentor was logged for 14 days.' },
    MISSED_SESSIONS: { description: 'The last two sessions were missed.' },
    OUT_OF_CONTACT: { description: 'For 14 days neither a session was attended nor a check-in made.' },
    OVERDUE_FOLLOW_UP: { description: 'A follow-up is past its time, or urgent and nobody’s yet.' },
    RISING_SCORE: { description: 'A total rose by 5 or more between the last two times.' },
    SELF_HARM_ITEM: { description: 'The latest PHQ-9 tells of thoughts of death or self-harm.' },
    DOSE_OVERDUE: { description: 'The day of the next dose is over.' },
    PLAN_WITHOUT_PEER: { description: 'A care plan is under way, and no peer walks alongside.' },
  },
});

/** A reason why a patient asks for attention, from an instant on that may lie ahead. Kept by the database (attention.rows.sql). */
@ObjectType('AttentionReason', {
  description:
    'Why somebody should look after a patient. Each belongs to the category it comes from, and is shown only to those who may read that.',
  simpleResolvers: true,
})
@CategoriesByRow({ owner: 'patientId', bits: 'bits' })
@Entity()
export class Attention extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => AttentionKind, { description: 'What it is.' })
  @Column('text')
  kind!: AttentionKind;

  /** What it comes of. */
  @Column('uuid')
  sourceId!: string;

  /** All the categories that it tells of. */
  @Column('int')
  bits!: number;

  @Field(() => DateTime, { description: 'Since when.' })
  @Column('timestamptz')
  since!: Date;
}
