import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { Role } from '../../../access/role';
import { WHO_TELLS_OF_RECOVERY } from '../recovery.policy';
import { BeginRecoveryPeriodInput, BeginRecoveryPeriodPayload, beginRecoveryPeriod } from './begin-recovery-period';
import { HideDayCountsInput, HideDayCountsPayload, hideDayCounts } from './hide-day-counts';

const INPUT = { description: 'What to do.' };

@Resolver()
export class RecoveryPeriodsResolver {
  @Mutation(() => BeginRecoveryPeriodPayload, {
    description:
      'Begin a period of recovery, as the patient or a clinician of the care team who records it. One under way ends on the day on which this one began; no day counts twice.',
  })
  @Allow(WHO_TELLS_OF_RECOVERY)
  beginRecoveryPeriod(
    @Ctx() ctx: Context,
    @Arg('input', () => BeginRecoveryPeriodInput, INPUT) input: BeginRecoveryPeriodInput,
  ) {
    return beginRecoveryPeriod(ctx, input);
  }

  @Mutation(() => HideDayCountsPayload, {
    description: 'Hide your day counts from everybody else, the care team included, or show them again.',
  })
  @Allow([Role.PATIENT])
  hideDayCounts(@Ctx() ctx: Context, @Arg('input', () => HideDayCountsInput, INPUT) input: HideDayCountsInput) {
    return hideDayCounts(ctx, input);
  }
}
