import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { mayActForCareTeam } from '../patients';
import { Goal } from './goal.entity';
import { isOpenGoal, nextGoalStatuses } from './goal-status';

@InputType({ description: 'Changes to a goal. What is left out stays; null clears.' })
export class ReviseGoalInput {
  @IdField('The goal.', () => [Goal])
  goalId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('What is to be reached.', { max: 500, optional: true })
  statement?: string | null;

  @TextField("In the patient's own words.", { max: 1000, optional: true })
  inOwnWords?: string | null;

  @ValueField('By when.', () => LocalDate, { optional: true })
  targetOn?: string | null;
}

@Payload('The goal as it is now.')
export class ReviseGoalPayload {
  @Field(() => Goal, { description: 'The goal as it is now.' })
  goal: Goal;

  constructor(goal: Goal) {
    this.goal = goal;
  }
}

export const ReviseGoalResult = resultOf(ReviseGoalPayload);

/** Changes what a goal says, as long as it is neither reached nor given up. */
export async function reviseGoal(ctx: Context, input: ReviseGoalInput): Promise<ReviseGoalPayload | Refusal> {
  const goal = await ctx.load(entityById(Goal), input.goalId);
  if (!goal) throw notFound('Goal');
  authorize(await mayActForCareTeam(ctx, goal.patientId));
  const changes = revision(input, ['statement'], ['inOwnWords', 'targetOn']);
  if (goal.version !== input.expectedVersion) return new VersionConflict(goal.version);
  if (!isOpenGoal(goal.status)) return isClosed(goal);

  return ctx.transaction(async (tx) => {
    const revised = await saveVersion(tx, goal, changes, goal.version);
    tx.emit({ kind: 'goal.revised', subject: revised, patientId: goal.patientId });
    return new ReviseGoalPayload(revised);
  });
}

function isClosed({ status }: Goal): TransitionNotAllowed {
  const message = 'This goal is closed and can no longer be changed.';
  return new TransitionNotAllowed(status, status, nextGoalStatuses(status), message);
}
