import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { badInput, notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  Refused,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { admitPatient, mayActForCareTeam, PatientStatus } from '../patients';
import { ActivityStatus } from './activity-status';
import { CarePlan } from './care-plan.entity';
import { CarePlanStatus, nextCarePlanStatuses } from './care-plan-status';

@InputType({ description: 'Where a care plan goes.' })
export class MoveCarePlanInput {
  @IdField('The plan.', () => [CarePlan])
  carePlanId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('The status it goes to.', () => CarePlanStatus)
  to!: CarePlanStatus;

  @TextField('Why, for those who read the plan later. Entered in error needs a reason.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The plan where it is now.')
export class MoveCarePlanPayload {
  @Field(() => CarePlan, { description: 'The plan where it is now.' })
  carePlan: CarePlan;

  constructor(carePlan: CarePlan) {
    this.carePlan = carePlan;
  }
}

export const MoveCarePlanResult = resultOf(MoveCarePlanPayload);

/**
 * Moves a plan along its statuses. A plan that comes into force takes a patient who was only registered into care.
 * Activities keep their status when a plan closes: a medication may go on, and what is left is ended one by one.
 */
export async function moveCarePlan(ctx: Context, input: MoveCarePlanInput): Promise<MoveCarePlanPayload | Refusal> {
  const plan = await ctx.load(entityById(CarePlan), input.carePlanId);
  if (!plan) throw notFound('Care plan');
  authorize(await mayActForCareTeam(ctx, plan.patientId));
  if (plan.version !== input.expectedVersion) return new VersionConflict(plan.version);
  const allowed = nextCarePlanStatuses(plan.status);
  if (!allowed.includes(input.to)) return new TransitionNotAllowed(plan.status, input.to, allowed);
  if (input.to === CarePlanStatus.ENTERED_IN_ERROR) requireReason(input.reason);

  return ctx.transaction(
    async (tx) => new MoveCarePlanPayload(await changeCarePlanStatus(tx, plan, input.to, input.reason ?? null)),
  );
}

/** Moves a plan to a status that was found to be allowed. @throws Refused with VersionConflict when somebody else was first */
export async function changeCarePlanStatus(
  tx: Transaction,
  plan: CarePlan,
  to: CarePlanStatus,
  reason: string | null,
): Promise<CarePlan> {
  // Before the plan: a discharge takes the two rows in this order too.
  if (to === CarePlanStatus.ACTIVE) await requireInCare(tx, plan);
  const moved = await saveVersion(tx, plan, { status: to, statusReason: reason }, plan.version);
  if (to === CarePlanStatus.ENTERED_IN_ERROR) retractActivities(tx, plan.id, reason);
  tx.emit({ kind: 'care-plan.moved', subject: moved, patientId: plan.patientId });
  return moved;
}

/** A plan is in force for somebody in care: who left comes back first. @throws Refused with TransitionNotAllowed */
async function requireInCare(tx: Transaction, plan: CarePlan): Promise<void> {
  if ((await admitPatient(tx, plan.patientId)) === PatientStatus.ACTIVE) return;
  const others = nextCarePlanStatuses(plan.status).filter((status) => status !== CarePlanStatus.ACTIVE);
  const message = 'A plan can come into force once the patient is in care here.';
  throw new Refused(new TransitionNotAllowed(plan.status, CarePlanStatus.ACTIVE, others, message));
}

/** Refuses a mark without a reason. @throws BAD_USER_INPUT naming input.reason */
export function requireReason(reason: string | null | undefined): void {
  if (!reason) throw badInput({ path: 'input.reason', message: '"input.reason" is needed to mark a mistake.' });
}

/** Nothing can be in force under a plan that never should have been: a medication would be read as taken. */
function retractActivities(tx: Transaction, carePlanId: string, reason: string | null): void {
  tx.write(
    `update care_activity set status = $2, status_reason = $3, version = version + 1
     where care_plan_id = $1 and status <> $2`,
    [carePlanId, ActivityStatus.ENTERED_IN_ERROR, reason],
  );
}
