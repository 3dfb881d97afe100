import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { mayActForCareTeam } from '../patients';
import { Goal } from './goal.entity';
import { GoalStatus, nextGoalStatuses } from './goal-status';

@InputType({ description: 'Where a goal goes.' })
export class MoveGoalInput {
  @IdField('The goal.', () => [Goal])
  goalId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('The status it goes to.', () => GoalStatus)
  to!: GoalStatus;
}

@Payload('The goal where it is now.')
export class MoveGoalPayload {
  @Field(() => Goal, { description: 'The goal where it is now.' })
  goal: Goal;

  constructor(goal: Goal) {
    this.goal = goal;
  }
}

export const MoveGoalResult = resultOf(MoveGoalPayload);

/** Moves a goal along its statuses, under a closed plan too: whether it was reached may be known only then. */
export async function moveGoal(ctx: Context, input: MoveGoalInput): Promise<MoveGoalPayload | Refusal> {
  const goal = await ctx.load(entityById(Goal), input.goalId);
  if (!goal) throw notFound('Goal');
  authorize(await mayActForCareTeam(ctx, goal.patientId));
  if (goal.version !== input.expectedVersion) return new VersionConflict(goal.version);
  const allowed = nextGoalStatuses(goal.status);
  if (!allowed.includes(input.to)) return new TransitionNotAllowed(goal.status, input.to, allowed);

  return ctx.transaction(async (tx) => {
    const moved = await saveVersion(tx, goal, { status: input.to }, goal.version);
    tx.emit({ kind: 'goal.moved', subject: moved, patientId: goal.patientId });
    return new MoveGoalPayload(moved);
  });
}
