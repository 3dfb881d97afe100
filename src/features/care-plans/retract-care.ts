import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import type { Refusal } from '../../platform/graphql/refusals';
import {
  alreadyMarked,
  defineRetractable,
  MarkEnteredInErrorPayload,
  markRow,
  mayActForCareTeam,
  type RetractableRow,
} from '../patients';
import { ActivityStatus } from './activity-status';
import type { CareActivity } from './care-activity.entity';
import { CarePlan } from './care-plan.entity';
import { CarePlanStatus } from './care-plan-status';
import { CbtActivity } from './cbt-activity.entity';
import { CounselingActivity } from './counseling-activity.entity';
import { Dose } from './dose.entity';
import { MatActivity } from './mat-activity.entity';
import { changeActivityStatus } from './move-activity';
import { changeCarePlanStatus } from './move-care-plan';
import { SafetyFact } from './safety-fact.entity';
import { Session } from './session.entity';

type Node = MarkEnteredInErrorPayload['node'];
type Outcome = Promise<MarkEnteredInErrorPayload | Refusal>;

/** What has a status becomes ENTERED_IN_ERROR. */
async function retract(
  ctx: Context,
  { patientId }: CarePlan | CareActivity,
  isMarked: boolean,
  mark: (tx: Transaction) => Promise<Node>,
): Outcome {
  authorize(await mayActForCareTeam(ctx, patientId));
  if (isMarked) return alreadyMarked();
  return ctx.transaction(async (tx) => new MarkEnteredInErrorPayload(await mark(tx)));
}

/** What has none is marked with the instant and the reason. */
async function retractRow(ctx: Context, row: RetractableRow, reason: string, kind: string): Outcome {
  authorize(await mayActForCareTeam(ctx, row.patientId));
  return ctx.transaction((tx) => markRow(tx, row, reason, kind));
}

defineRetractable({
  entity: CarePlan,
  retract: (ctx, plan, reason) =>
    retract(ctx, plan, plan.status === CarePlanStatus.ENTERED_IN_ERROR, (tx) =>
      changeCarePlanStatus(tx, plan, CarePlanStatus.ENTERED_IN_ERROR, reason),
    ),
});

for (const entity of [CbtActivity, MatActivity, CounselingActivity])
  defineRetractable<CareActivity>({
    entity,
    retract: (ctx, activity, reason) =>
      retract(ctx, activity, activity.status === ActivityStatus.ENTERED_IN_ERROR, (tx) =>
        changeActivityStatus(tx, activity, ActivityStatus.ENTERED_IN_ERROR, reason),
      ),
  });

defineRetractable({
  entity: Session,
  retract: (ctx, session, reason) => retractRow(ctx, session, reason, 'session.entered-in-error'),
});

defineRetractable({
  entity: Dose,
  retract: (ctx, dose, reason) => retractRow(ctx, dose, reason, 'dose.entered-in-error'),
});

defineRetractable({
  entity: SafetyFact,
  retract: (ctx, fact, reason) => retractRow(ctx, fact, reason, 'safety-fact.entered-in-error'),
});
