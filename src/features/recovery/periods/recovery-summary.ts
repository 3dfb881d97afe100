import { Field, Int, ObjectType } from 'type-graphql';
import { LocalDate } from '../../../platform/graphql/scalars';
import { MilestoneKind } from '../milestones/milestone.entity';
import { RecoveryBasis } from './recovery-period.entity';

@ObjectType({ description: 'The milestone by days that comes next.', simpleResolvers: true })
export class UpcomingMilestone {
  @Field(() => MilestoneKind, { description: 'Which one.' })
  kind!: MilestoneKind;

  @Field(() => Int, { nullable: true, description: 'Of how many years; null unless it is one of years.' })
  years!: number | null;

  @Field(() => LocalDate, { description: 'The day on which it comes, if the period under way goes on.' })
  reachedOn!: string;

  @Field(() => Int, {
    description:
      'How many days that is from today. After a return to use that was shared late, cumulative days stand still until as many have come, and this may be more than what is missing to them.',
  })
  daysAway!: number;
}

@ObjectType({
  description:
    'How recovery goes, in days where the patient lives. What tells of a return to use needs that category; where the patient hides day counts, nobody else sees a day.',
  simpleResolvers: true,
})
export class RecoverySummary {
  @Field(() => RecoveryBasis, { description: 'What recovery means to the person, in the latest period.' })
  basis!: RecoveryBasis;

  @Field(() => Boolean, { description: 'Whether the patient keeps the days to themselves.' })
  hidesDayCounts!: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which the period under way began; null when none is, or you may not know.',
  })
  currentPeriodStartedOn!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The whole days of the period under way; null when none is, or you may not know.',
  })
  currentDays!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The whole days of all periods together. Nothing that happens lowers them, but a correction does. Null when you may not know.',
  })
  cumulativeDays!: number | null;

  @Field(() => Int, { nullable: true, description: 'The days of the longest period; null when you may not know.' })
  longestDays!: number | null;

  @Field(() => UpcomingMilestone, {
    nullable: true,
    description: 'The milestone by days that comes next; null while no period is under way, or you may not know.',
  })
  nextMilestone!: UpcomingMilestone | null;
}
