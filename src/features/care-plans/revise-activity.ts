import { Field } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import type { EntityClass } from '../../platform/graphql/nodes';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { mayActForCareTeam } from '../patients';
import { isOpenActivity, nextActivityStatuses } from './activity-status';
import { CareActivity } from './care-activity.entity';
import { requireSpan } from './check-dates';
import { holdCarePlan } from './hold-care-plan';
import { requireActiveClinician } from './require-active-clinician';

@Payload('The activity as it is now.')
export class ReviseActivityPayload {
  @Field(() => CareActivity, { description: 'The activity as it is now.' })
  activity: CareActivity;

  constructor(activity: CareActivity) {
    this.activity = activity;
  }
}

export const ReviseActivityResult = resultOf(ReviseActivityPayload);

/**
 * Changes an activity of any kind, as long as it is not closed.
 * @param changes columns and their new values
 * @throws BAD_USER_INPUT when the clinician does not work here, or the days are the wrong way round
 */
export async function reviseActivity<T extends CareActivity>(
  ctx: Context,
  entity: EntityClass<T>,
  input: { readonly activityId: string; readonly expectedVersion: number },
  changes: Partial<T>,
): Promise<ReviseActivityPayload | Refusal> {
  const activity = await ctx.load(entityById(entity), input.activityId);
  if (!activity) throw notFound('Activity');
  authorize(await mayActForCareTeam(ctx, activity.patientId));
  requireSpan({ ...activity, ...changes });
  if (changes.clinicianId !== activity.clinicianId) await requireActiveClinician(ctx, changes.clinicianId);
  if (activity.version !== input.expectedVersion) return new VersionConflict(activity.version);
  if (!isOpenActivity(activity.status)) return activityIsClosed(activity);

  return ctx.transaction(async (tx) => {
    await holdCarePlan(tx, activity.carePlanId);
    const revised = await saveVersion(tx, activity, changes, activity.version);
    tx.emit({ kind: 'care-activity.revised', subject: revised, patientId: activity.patientId });
    return new ReviseActivityPayload(revised);
  });
}

/** The refusal of whatever only an activity that still goes on takes. */
export function activityIsClosed({ status }: CareActivity): TransitionNotAllowed {
  const message = 'This activity is closed and can no longer be changed.';
  return new TransitionNotAllowed(status, status, nextActivityStatuses(status), message);
}
