import type { Transaction } from '../../access/transaction';
import { badInput, notFound } from '../../platform/graphql/errors';
import { type EntityClass } from '../../platform/graphql/nodes';
import { CareActivity } from './care-activity.entity';
import { type CarePlanStatus, isOpenCarePlan } from './care-plan-status';

/**
 * Holds a plan where it stands until the transaction ends. Whatever writes below a plan holds the plan first: so a plan cannot close
 * while something is added to it, and no two writers wait for each other in a circle.
 * @returns the status of the plan; undefined when it is out of the viewer's sight
 */
export async function holdCarePlan(tx: Transaction, carePlanId: string): Promise<CarePlanStatus | undefined> {
  const [row] = await tx.query('select status from care_plan where id = $1 for share', [carePlanId]);
  return row?.status as CarePlanStatus | undefined;
}

/** Holds a plan that is still worked on. @throws BAD_USER_INPUT naming input.carePlanId when it is closed */
export async function holdOpenCarePlan(tx: Transaction, carePlanId: string): Promise<void> {
  const status = await holdCarePlan(tx, carePlanId);
  if (status === undefined) throw notFound('Care plan');
  if (!isOpenCarePlan(status))
    throw badInput({ path: 'input.carePlanId', message: '"input.carePlanId" must be a plan that is not closed.' });
}

/** An activity with the plan it belongs to, both held. */
interface Held {
  readonly activity: CareActivity;
  /** Undefined when the plan is out of the viewer's sight. */
  readonly plan: CarePlanStatus | undefined;
}

/**
 * Holds an activity against every other writer, and its plan where it stands, in one go: the statements are sent together,
 * the plan's first, as everywhere. @throws NOT_FOUND
 */
export async function holdActivityOfPlan(tx: Transaction, activityId: string): Promise<Held> {
  const [[plan], activity] = await Promise.all([
    tx.query(
      'select status from care_plan where id = (select care_plan_id from care_activity where id = $1) for share',
      [activityId],
    ),
    tx.hold(CareActivity, activityId),
  ]);
  if (!activity) throw notFound('Activity');
  return { activity, plan: plan?.status as CarePlanStatus | undefined };
}

/** Holds an activity against every other writer, and answers with it as it is now. Its plan is held before. @throws NOT_FOUND */
export async function holdActivity<T extends CareActivity>(
  tx: Transaction,
  entity: EntityClass<T>,
  activityId: string,
): Promise<T> {
  const activity = await tx.hold(entity, activityId);
  if (!activity) throw notFound('Activity');
  return activity;
}
