import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { VersionedRow } from '../../../access/organization-row';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime, LocalDate } from '../../../platform/graphql/scalars';
import { Party } from '../../peer-links';
import { ReturnToUseStatus } from './return-to-use-status';
import { SafetyNeed } from './safety-need';

/** How exactly a day is known. */
export enum DatePrecision {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(DatePrecision, {
  name: 'DatePrecision',
  description: 'How exactly a day is known.',
  valuesConfig: {
    DAY: { description: 'On that day.' },
    WEEK: { description: 'In that week.' },
    MONTH: { description: 'In that month.' },
  },
});

/** A return to use: part of recovery, answered with support. It ends no link and lowers nothing that was reached. */
@GraphNode('return_to_use', {
  description:
    'A return to use: part of recovery, answered with support. It never deletes a milestone, a cumulative day or a peer link.',
})
@Category(DataCategory.RETURN_TO_USE)
@Entity()
export class ReturnToUse extends VersionedRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => LocalDate, { description: 'The day of it, where the person lives.' })
  @Column('date')
  occurredOn!: string;

  @Field(() => DatePrecision, { description: 'How exactly that day is known.' })
  @Column('text')
  precision!: DatePrecision;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The last use, as far as it is known: withdrawal is counted from there.',
  })
  @Column('timestamptz', { nullable: true })
  lastUseAt!: Date | null;

  @Column('timestamptz')
  sharedAt!: Date;

  @Field(() => Party, { description: 'Who shared it: the person, or somebody they told.' })
  @Column('text')
  sharedBy!: Party;

  @Field(() => String, { nullable: true, description: 'What it was, in the words of whoever shared it.' })
  @Column('text', { nullable: true })
  substance!: string | null;

  @Field(() => String, { nullable: true, description: 'What was going on, as far as they want to tell.' })
  @Column('text', { nullable: true })
  context!: string | null;

  @Field(() => [SafetyNeed], { description: 'What makes it a matter of the same day; often nothing.' })
  @Column('text', { array: true })
  safetyNeeds!: SafetyNeed[];

  /** Whether the person said that a recovery period ended with it. Nobody else may say so. */
  @Column('boolean')
  endsRecoveryPeriod!: boolean;

  @Field(() => ReturnToUseStatus, { description: 'How far the answer has come.' })
  @Column('text')
  status!: ReturnToUseStatus;

  @Field(() => String, { nullable: true, description: 'What was noted at the last step, or why it was a mistake.' })
  @Column('text', { nullable: true })
  note!: string | null;
}
