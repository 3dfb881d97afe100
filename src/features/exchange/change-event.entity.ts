import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoriesByRow } from '../../access/category-of-rows';
import { OrganizationRow } from '../../access/organization-row';
import { DateTime } from '../../platform/graphql/scalars';

/** What changed. */
export enum ChangeType {
  PATIENT = 'PATIENT',
  CARE_PLAN = 'CARE_PLAN',
  GOAL = 'GOAL',
  ACTIVITY = 'ACTIVITY',
  SESSION = 'SESSION',
  PEER_LINK = 'PEER_LINK',
  PEER_CONTACT = 'PEER_CONTACT',
  MILESTONE = 'MILESTONE',
  CHECK_IN = 'CHECK_IN',
  RETURN_TO_USE = 'RETURN_TO_USE',
  FOLLOW_UP = 'FOLLOW_UP',
  ASSESSMENT = 'ASSESSMENT',
  CONSENT = 'CONSENT',
  PEER_MENTOR = 'PEER_MENTOR',
  PEER_GROUP = 'PEER_GROUP',
  MEETING = 'MEETING',
  ACCESS_BEGAN = 'ACCESS_BEGAN',
  ACCESS_ENDED = 'ACCESS_ENDED',
}

registerEnumType(ChangeType, {
  name: 'ChangeType',
  description: 'What changed.',
  valuesConfig: {
    PATIENT: { description: 'Who a patient is, how to reach them, where they stand, who treats them.' },
    CARE_PLAN: { description: 'A care plan.' },
    GOAL: { description: 'A goal of a care plan.' },
    ACTIVITY: { description: 'A course of therapy, medication or counseling, or a dose of one.' },
    SESSION: { description: 'A session.' },
    PEER_LINK: { description: 'A link to a peer mentor or group.' },
    PEER_CONTACT: { description: 'A contact with a peer mentor.' },
    MILESTONE: { description: 'A milestone of recovery.' },
    CHECK_IN: { description: 'A check-in of a patient.' },
    RETURN_TO_USE: { description: 'A return to use that was shared.' },
    FOLLOW_UP: { description: 'Something that somebody is to do for a patient.' },
    ASSESSMENT: { description: 'An assessment.' },
    CONSENT: { description: 'A consent.' },
    PEER_MENTOR: { description: 'A peer mentor, from their first change on: that there is a new one is not told.' },
    PEER_GROUP: { description: 'A peer group.' },
    MEETING: { description: 'A meeting of a peer group, or a day on which it does not take place.' },
    ACCESS_BEGAN: {
      description: 'You may see this patient, or more of them, from now on: read anew what you keep of them.',
    },
    ACCESS_ENDED: {
      description:
        'You may see less of this patient, or nothing any more: read anew what you keep of them, and forget what is not there.',
    },
  },
});

/** By what somebody who reaches few patients finds what they may see of the log: those, what is told to them alone, and the program. */
const WHAT_IS_REACHED = `select patient_id from app.reach union all select current_setting('app.principal')::uuid
  union all select current_setting('app.organization')::uuid`;

/** That something changed, for whoever sees what changed. The row of a view over the log; its id is its place. */
@ObjectType({
  description: 'That something changed. You are told of what you may see; of what you may not there is no event.',
  simpleResolvers: true,
})
@CategoriesByRow({ owner: 'toldOfId', bits: 'toldBits' }, { column: 'aboutId', sql: WHAT_IS_REACHED })
@Entity({ name: 'change', schema: 'app', synchronize: false })
export class ChangeEvent extends OrganizationRow {
  @Field(() => DateTime, { description: 'When it was done.' })
  @Column('timestamptz')
  at!: Date;

  @Field(() => ChangeType, { description: 'What changed.' })
  @Column('text')
  type!: ChangeType;

  /** How the ids of the subject begin. */
  @Column('text')
  node!: string;

  @Column('uuid')
  subjectId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that the subject had then. Null of a patient, and where a part changed that counts none: read the subject.',
  })
  @Column('int', { nullable: true })
  version!: number | null;

  @Column('uuid', { nullable: true })
  patientId!: string | null;

  /** Categories that it tells of, as bits of `app.bit`. */
  @Column('int')
  toldBits!: number;

  @Column('uuid')
  aboutId!: string;

  /** Whom it tells of; null where it is about nobody, or about somebody whom the viewer does not see any more. */
  @Column('uuid', { nullable: true })
  toldOfId!: string | null;
}
