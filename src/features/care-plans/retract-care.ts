import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import type { EntityClass } from '../../platform/graphql/nodes';
import { type Refusal, Refused, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { defineRetractable, MarkEnteredInErrorPayload, mayActForCareTeam } from '../patients';
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

/** What has no status of its own is marked with the instant and the reason; lists leave it out, its id still finds it. */
interface Markable {
  readonly id: string;
  readonly patientId: string;
  readonly enteredInErrorAt: Date | null;
}

async function retract(
  ctx: Context,
  { patientId }: { readonly patientId: string },
  isMarked: boolean,
  mark: (tx: Transaction) => Promise<Node>,
): Outcome {
  authorize(await mayActForCareTeam(ctx, patientId));
  if (isMarked) return alreadyMarked();
  return ctx.transaction(async (tx) => new MarkEnteredInErrorPayload(await mark(tx)));
}

function alreadyMarked(): TransitionNotAllowed {
  return new TransitionNotAllowed('ENTERED_IN_ERROR', 'ENTERED_IN_ERROR', [], 'This record is marked already.');
}

async function markRow<T extends Markable>(tx: Transaction, record: T, reason: string, kind: string): Promise<T> {
  const mark = { enteredInErrorAt: tx.now, enteredInErrorReason: reason };
  const version = record instanceof Session ? { version: record.version + 1 } : {};
  const entity = record.constructor as EntityClass<T>;
  const changes = { ...mark, ...version };
  const where: Partial<Markable> = { id: record.id, enteredInErrorAt: null };
  if ((await tx.updateCounted<Markable>(entity, where, changes)) !== 1) throw new Refused(alreadyMarked());
  const marked = Object.assign(Object.create(entity.prototype) as T, record, changes);
  tx.emit({ kind, subject: marked, patientId: record.patientId });
  return marked;
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
  retract: (ctx, session, reason) =>
    retract(ctx, session, session.enteredInErrorAt !== null, (tx) =>
      markRow(tx, session, reason, 'session.entered-in-error'),
    ),
});

defineRetractable({
  entity: Dose,
  retract: (ctx, dose, reason) =>
    retract(ctx, dose, dose.enteredInErrorAt !== null, (tx) => markRow(tx, dose, reason, 'dose.entered-in-error')),
});

defineRetractable({
  entity: SafetyFact,
  retract: (ctx, fact, reason) =>
    retract(ctx, fact, fact.enteredInErrorAt !== null, (tx) =>
      markRow(tx, fact, reason, 'safety-fact.entered-in-error'),
    ),
});
