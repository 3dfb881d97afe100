import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { WHO_MAY_WRITE_CARE } from './care-plan.policy';
import { DraftCarePlanInput, DraftCarePlanPayload, draftCarePlan } from './draft-care-plan';
import { MoveCarePlanInput, MoveCarePlanResult, moveCarePlan } from './move-care-plan';
import { MoveGoalInput, MoveGoalResult, moveGoal } from './move-goal';
import { ReviseCarePlanInput, ReviseCarePlanResult, reviseCarePlan } from './revise-care-plan';
import { ReviseGoalInput, ReviseGoalResult, reviseGoal } from './revise-goal';
import { SetGoalInput, SetGoalPayload, setGoal } from './set-goal';

const INPUT = { description: 'What to do.' };

/** Plans and their goals. */
@Resolver()
export class CarePlansResolver {
  @Mutation(() => DraftCarePlanPayload, {
    description:
      'Draft a care plan. With an identifier that names a plan of this patient, that plan is returned unchanged and created is false.',
  })
  @Allow(WHO_MAY_WRITE_CARE)
  draftCarePlan(@Ctx() ctx: Context, @Arg('input', () => DraftCarePlanInput, INPUT) input: DraftCarePlanInput) {
    return draftCarePlan(ctx, input);
  }

  @Mutation(() => ReviseCarePlanResult, { description: 'Change what a care plan says.' })
  @Allow(WHO_MAY_WRITE_CARE)
  reviseCarePlan(@Ctx() ctx: Context, @Arg('input', () => ReviseCarePlanInput, INPUT) input: ReviseCarePlanInput) {
    return reviseCarePlan(ctx, input);
  }

  @Mutation(() => MoveCarePlanResult, {
    description: 'Move a care plan along its statuses. One that comes into force takes a registered patient into care.',
  })
  @Allow(WHO_MAY_WRITE_CARE)
  moveCarePlan(@Ctx() ctx: Context, @Arg('input', () => MoveCarePlanInput, INPUT) input: MoveCarePlanInput) {
    return moveCarePlan(ctx, input);
  }

  @Mutation(() => SetGoalPayload, { description: 'Propose a goal under a care plan.' })
  @Allow(WHO_MAY_WRITE_CARE)
  setGoal(@Ctx() ctx: Context, @Arg('input', () => SetGoalInput, INPUT) input: SetGoalInput) {
    return setGoal(ctx, input);
  }

  @Mutation(() => ReviseGoalResult, { description: 'Change what a goal says.' })
  @Allow(WHO_MAY_WRITE_CARE)
  reviseGoal(@Ctx() ctx: Context, @Arg('input', () => ReviseGoalInput, INPUT) input: ReviseGoalInput) {
    return reviseGoal(ctx, input);
  }

  @Mutation(() => MoveGoalResult, { description: 'Move a goal along its statuses.' })
  @Allow(WHO_MAY_WRITE_CARE)
  moveGoal(@Ctx() ctx: Context, @Arg('input', () => MoveGoalInput, INPUT) input: MoveGoalInput) {
    return moveGoal(ctx, input);
  }
}
