import { Field } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { mayActForCareTeam } from '../patients';
import { ActivityStatus } from './activity-status';
import { CareActivity } from './care-activity.entity';
import { CarePlan } from './care-plan.entity';
import { requireSpan } from './check-dates';
import { holdOpenCarePlan } from './hold-care-plan';
import { requireActiveClinician } from './require-active-clinician';

/** What every kind of new activity is given. */
interface NewActivity {
  readonly carePlanId: string;
  readonly clinicianId?: string | null;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
}

@Payload('The new activity.')
export class AddActivityPayload {
  @Field(() => CareActivity, { description: 'The new activity.' })
  activity: CareActivity;

  constructor(activity: CareActivity) {
    this.activity = activity;
  }
}

/**
 * Adds an activity of any kind to a plan that is not closed.
 * @param own the kind, and what only this kind has
 * @throws BAD_USER_INPUT when the plan is closed, the clinician does not work here, or the days are the wrong way round
 */
export async function addActivity<T extends CareActivity>(
  ctx: Context,
  entity: new () => T,
  input: NewActivity,
  own: Partial<T>,
): Promise<AddActivityPayload> {
  const plan = await ctx.load(entityById(CarePlan), input.carePlanId);
  if (!plan) throw notFound('Care plan');
  authorize(await mayActForCareTeam(ctx, plan.patientId));
  requireSpan(input);
  await requireActiveClinician(ctx, input.clinicianId);

  return ctx.transaction(async (tx) => {
    await holdOpenCarePlan(tx, plan.id);
    const shared: Partial<CareActivity> = {
      version: 1,
      patientId: plan.patientId,
      carePlanId: plan.id,
      status: ActivityStatus.NOT_STARTED,
      statusReason: null,
      clinicianId: input.clinicianId ?? null,
      startsOn: input.startsOn ?? null,
      endsOn: input.endsOn ?? null,
    };
    const activity = tx.insert(entity, { ...own, ...shared });
    tx.emit({ kind: 'care-activity.added', subject: activity, patientId: plan.patientId });
    return new AddActivityPayload(activity);
  });
}
