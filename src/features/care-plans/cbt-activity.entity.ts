import { Field, Int, registerEnumType } from 'type-graphql';
import { ChildEntity, Column } from 'typeorm';
import { GraphNode } from '../../platform/graphql/nodes';
import { CareActivity } from './care-activity.entity';

/** What cognitive behavioral therapy works on. */
export enum CbtFocus {
  COPING_WITH_CRAVING = 'COPING_WITH_CRAVING',
  FUNCTIONAL_ANALYSIS = 'FUNCTIONAL_ANALYSIS',
  COGNITIVE_RESTRUCTURING = 'COGNITIVE_RESTRUCTURING',
  REFUSAL_SKILLS = 'REFUSAL_SKILLS',
  PROBLEM_SOLVING = 'PROBLEM_SOLVING',
  RECURRENCE_PREVENTION = 'RECURRENCE_PREVENTION',
}

registerEnumType(CbtFocus, {
  name: 'CbtFocus',
  description: 'What cognitive behavioral therapy works on.',
  valuesConfig: {
    COPING_WITH_CRAVING: { description: 'Living through a craving without acting on it.' },
    FUNCTIONAL_ANALYSIS: { description: 'What comes before substance use, and what follows from it.' },
    COGNITIVE_RESTRUCTURING: { description: 'Noticing thoughts that lead to use, and answering them.' },
    REFUSAL_SKILLS: { description: 'Saying no when substances are offered.' },
    PROBLEM_SOLVING: { description: 'Meeting difficulties step by step.' },
    RECURRENCE_PREVENTION: { description: 'Knowing the situations that are hard, and having a plan for them.' },
  },
});

/** A course of cognitive behavioral therapy. */
@GraphNode('cbt_activity', { description: 'A course of cognitive behavioral therapy.', implements: [CareActivity] })
@ChildEntity('CBT')
export class CbtActivity extends CareActivity {
  @Field(() => [CbtFocus], { description: 'What it works on.' })
  @Column('text', { array: true })
  focus!: CbtFocus[];

  @Field(() => Int, { description: 'How many sessions are planned.' })
  @Column('int')
  plannedSessions!: number;

  @Field(() => String, { nullable: true, description: 'What the patient does between sessions.' })
  @Column('text', { nullable: true })
  homework!: string | null;
}
