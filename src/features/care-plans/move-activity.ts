import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
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
import { mayActForCareTeam } from '../patients';
import { ActivityStatus, nextActivityStatuses } from './activity-status';
import { CareActivity } from './care-activity.entity';
import { CbtActivity } from './cbt-activity.entity';
import { CounselingActivity } from './counseling-activity.entity';
import { holdCarePlan } from './hold-care-plan';
import { MatActivity } from './mat-activity.entity';
import { requireReason } from './move-care-plan';

@InputType({ description: 'Where an activity goes.' })
export class MoveActivityInput {
  @IdField('The activity.', () => [CbtActivity, MatActivity, CounselingActivity])
  activityId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('The status it goes to.', () => ActivityStatus)
  to!: ActivityStatus;

  @TextField('Why, for those who read the activity later. Entered in error needs a reason.', {
    max: 500,
    optional: true,
  })
  reason?: string | null;
}

@Payload('The activity where it is now.')
export class MoveActivityPayload {
  @Field(() => CareActivity, { description: 'The activity where it is now.' })
  activity: CareActivity;

  constructor(activity: CareActivity) {
    this.activity = activity;
  }
}

export const MoveActivityResult = resultOf(MoveActivityPayload);

/** Moves an activity along its statuses, under a closed plan too: what is left when a plan ends is ended so. */
export async function moveActivity(ctx: Context, input: MoveActivityInput): Promise<MoveActivityPayload | Refusal> {
  const activity = await ctx.load(entityById(CareActivity), input.activityId);
  if (!activity) throw notFound('Activity');
  authorize(await mayActForCareTeam(ctx, activity.patientId));
  if (activity.version !== input.expectedVersion) return new VersionConflict(activity.version);
  const allowed = nextActivityStatuses(activity.status);
  if (!allowed.includes(input.to)) return new TransitionNotAllowed(activity.status, input.to, allowed);
  if (input.to === ActivityStatus.ENTERED_IN_ERROR) requireReason(input.reason);

  return ctx.transaction(async (tx) => {
    return new MoveActivityPayload(await changeActivityStatus(tx, activity, input.to, input.reason ?? null));
  });
}

/** Moves an activity to a status that was found to be allowed. @throws Refused with VersionConflict when somebody else was first */
export async function changeActivityStatus(
  tx: Transaction,
  activity: CareActivity,
  to: ActivityStatus,
  reason: string | null,
): Promise<CareActivity> {
  await holdCarePlan(tx, activity.carePlanId);
  const moved = await saveVersion(tx, activity, { status: to, statusReason: reason }, activity.version);
  tx.emit({ kind: 'care-activity.moved', subject: moved, patientId: activity.patientId });
  return moved;
}
