import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { mayActForCareTeam } from '../patients';
import { CarePlan } from './care-plan.entity';
import { Goal } from './goal.entity';
import { GoalStatus } from './goal-status';
import { holdOpenCarePlan } from './hold-care-plan';

@InputType({ description: 'A new goal.' })
export class SetGoalInput {
  @IdField('The plan it belongs to.', () => [CarePlan])
  carePlanId!: string;

  @TextField('What is to be reached.', { max: 500 })
  statement!: string;

  @TextField("In the patient's own words.", { max: 1000, optional: true })
  inOwnWords?: string | null;

  @ValueField('By when.', () => LocalDate, { optional: true })
  targetOn?: string | null;
}

@Payload('The goal.')
export class SetGoalPayload {
  @Field(() => Goal, { description: 'The goal.' })
  goal: Goal;

  constructor(goal: Goal) {
    this.goal = goal;
  }
}

/** Proposes a goal under a plan that is not closed. @throws BAD_USER_INPUT when the plan is closed */
export async function setGoal(ctx: Context, input: SetGoalInput): Promise<SetGoalPayload> {
  const plan = await ctx.load(entityById(CarePlan), input.carePlanId);
  if (!plan) throw notFound('Care plan');
  authorize(await mayActForCareTeam(ctx, plan.patientId));

  return ctx.transaction(async (tx) => {
    await holdOpenCarePlan(tx, plan.id);
    const goal = tx.insert(Goal, {
      version: 1,
      patientId: plan.patientId,
      carePlanId: plan.id,
      statement: input.statement,
      inOwnWords: input.inOwnWords ?? null,
      status: GoalStatus.PROPOSED,
      targetOn: input.targetOn ?? null,
    });
    tx.emit({ kind: 'goal.set', subject: goal, patientId: plan.patientId });
    return new SetGoalPayload(goal);
  });
}
