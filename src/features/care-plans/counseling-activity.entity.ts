import { Field, registerEnumType } from 'type-graphql';
import { ChildEntity, Column } from 'typeorm';
import { GraphNode } from '../../platform/graphql/nodes';
import { CareActivity } from './care-activity.entity';

/** Who takes part in counseling. */
export enum CounselingFormat {
  INDIVIDUAL = 'INDIVIDUAL',
  GROUP = 'GROUP',
  FAMILY = 'FAMILY',
  COUPLES = 'COUPLES',
}

registerEnumType(CounselingFormat, {
  name: 'CounselingFormat',
  description: 'Who takes part in counseling.',
  valuesConfig: {
    INDIVIDUAL: { description: 'The patient alone.' },
    GROUP: { description: 'A group of patients, led by a professional.' },
    FAMILY: { description: 'The patient with family.' },
    COUPLES: { description: 'The patient with a partner.' },
  },
});

/** How counseling goes about it. */
export enum CounselingApproach {
  MOTIVATIONAL_INTERVIEWING = 'MOTIVATIONAL_INTERVIEWING',
  TWELVE_STEP_FACILITATION = 'TWELVE_STEP_FACILITATION',
  CONTINGENCY_MANAGEMENT = 'CONTINGENCY_MANAGEMENT',
  COMMUNITY_REINFORCEMENT = 'COMMUNITY_REINFORCEMENT',
  SUPPORTIVE = 'SUPPORTIVE',
}

registerEnumType(CounselingApproach, {
  name: 'CounselingApproach',
  description: 'How counseling goes about it.',
  valuesConfig: {
    MOTIVATIONAL_INTERVIEWING: { description: "Drawing out the patient's own reasons to change." },
    TWELVE_STEP_FACILITATION: { description: 'Preparing for and encouraging taking part in twelve-step groups.' },
    CONTINGENCY_MANAGEMENT: { description: 'Rewarding steps that were agreed on.' },
    COMMUNITY_REINFORCEMENT: {
      description: 'Making a life without substances more rewarding, with those who are close.',
    },
    SUPPORTIVE: { description: 'Listening, encouraging and helping with what the week brings.' },
  },
});

/** A course of counseling. */
@GraphNode('counseling_activity', { description: 'A course of counseling.', implements: [CareActivity] })
@ChildEntity('COUNSELING')
export class CounselingActivity extends CareActivity {
  @Field(() => CounselingFormat, { description: 'Who takes part.' })
  @Column('text')
  format!: CounselingFormat;

  @Field(() => CounselingApproach, { description: 'How it goes about it.' })
  @Column('text')
  approach!: CounselingApproach;

  @Field(() => String, { description: 'How often: once a week.' })
  @Column('text')
  frequency!: string;
}
