import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { GraphNode } from '../../../platform/graphql/nodes';
import { LocalDate } from '../../../platform/graphql/scalars';
import { RetractableRow } from '../../patients';

/** What was reached. */
export enum MilestoneKind {
  DAYS_30 = 'DAYS_30',
  DAYS_60 = 'DAYS_60',
  DAYS_90 = 'DAYS_90',
  MONTHS_6 = 'MONTHS_6',
  YEARS = 'YEARS',
  FIRST_MEETING = 'FIRST_MEETING',
  TREATMENT_COMPLETED = 'TREATMENT_COMPLETED',
  BACK_AFTER_RECURRENCE = 'BACK_AFTER_RECURRENCE',
  BECAME_MENTOR = 'BECAME_MENTOR',
  PERSONAL = 'PERSONAL',
}

registerEnumType(MilestoneKind, {
  name: 'MilestoneKind',
  description: 'What was reached. Those of days count cumulative days, and appear by themselves.',
  valuesConfig: {
    DAYS_30: { description: '30 days of recovery, together.' },
    DAYS_60: { description: '60 days of recovery, together.' },
    DAYS_90: { description: '90 days of recovery, together.' },
    MONTHS_6: { description: 'Six months of recovery, together: 182 days.' },
    YEARS: { description: 'Years of recovery, together: 365 days and a quarter each, rounded down.' },
    FIRST_MEETING: { description: 'The first meeting of a peer group.' },
    TREATMENT_COMPLETED: { description: 'A treatment was completed.' },
    BACK_AFTER_RECURRENCE: { description: 'Back on the way after a return to use.' },
    BECAME_MENTOR: { description: 'Walks alongside others now.' },
    PERSONAL: { description: 'What matters to the person; the title says what.' },
  },
});

/** What counts days appears by itself, and is taken back by nobody: only a correction of a period may. */
export const DAY_KINDS: readonly MilestoneKind[] = [
  MilestoneKind.DAYS_30,
  MilestoneKind.DAYS_60,
  MilestoneKind.DAYS_90,
  MilestoneKind.MONTHS_6,
  MilestoneKind.YEARS,
];

/** Something reached on the way. Coming back after a return to use tells of one, and is for those who may know of it. */
@GraphNode('milestone', { description: 'Something reached on the way, which nothing that happens takes away again.' })
@CategoryByRow(['kind'], ({ kind }) =>
  kind === MilestoneKind.BACK_AFTER_RECURRENCE ? DataCategory.RETURN_TO_USE : DataCategory.RECOVERY,
)
@Entity()
export class Milestone extends RetractableRow {
  @Field(() => MilestoneKind, { description: 'What was reached.' })
  @Column('text')
  kind!: MilestoneKind;

  @Field(() => Int, { nullable: true, description: 'How many years; null unless it is one of years.' })
  @Column('int', { nullable: true })
  years!: number | null;

  @Field(() => String, { description: 'What it is called, in words.' })
  @Column('text')
  title!: string;

  @Field(() => LocalDate, { description: 'The day on which it was reached.' })
  @Column('date')
  reachedOn!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column({ type: 'boolean', insert: false, update: false })
  countsDays!: boolean;

  /** The return to use that it came after; kept by the database. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false })
  returnToUseId!: string | null;

  /** Kept by the database: nobody but the patient sees the row then. */
  @Column({ type: 'boolean', insert: false, update: false })
  isHidden!: boolean;
}
