import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { badInput, notFound } from '../../../platform/graphql/errors';
import { IdField, IntField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { LocalDate } from '../../../platform/graphql/scalars';
import { requirePastDay } from '../../care-plans';
import { Patient, requireLiving } from '../../patients';
import { mayTellOfRecovery } from '../recovery.policy';
import { DAY_KINDS, Milestone, MilestoneKind } from './milestone.entity';

@InputType({ description: 'A milestone that counts no days.' })
export class RecordMilestoneInput {
  @IdField('Who reached it.', () => [Patient])
  patientId!: string;

  @ValueField('What was reached. Milestones by days appear by themselves.', () => MilestoneKind)
  kind!: MilestoneKind;

  @TextField('What to call it.', { max: 200 })
  title!: string;

  @ValueField('The day on which it was reached.', () => LocalDate)
  reachedOn!: string;

  @IntField('Leave it out: years of recovery appear by themselves.', { min: 1, max: 100, optional: true })
  years?: number | null;
}

@Payload('The milestone.')
export class RecordMilestonePayload {
  @Field(() => Milestone, { description: 'The milestone.' })
  milestone: Milestone;

  constructor(milestone: Milestone) {
    this.milestone = milestone;
  }
}

/** Records a milestone by hand. @throws BAD_USER_INPUT for one by days, and for a day that is still to come */
export async function recordMilestone(ctx: Context, input: RecordMilestoneInput): Promise<RecordMilestonePayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  authorize(await mayTellOfRecovery(ctx, patient.id));
  requireNoDays(input);
  requirePastDay(input.reachedOn, ctx.now, patient.timeZone, 'input.reachedOn');

  return ctx.transaction(async (tx) => {
    await requireLiving(tx, patient.id);
    const milestone = tx.insert(Milestone, {
      patientId: patient.id,
      kind: input.kind,
      years: null,
      title: input.title,
      reachedOn: input.reachedOn,
      recordedAt: tx.now,
      enteredInErrorAt: null,
      enteredInErrorReason: null,
    });
    tx.emit({ kind: 'milestone.recorded', subject: milestone, patientId: patient.id });
    return new RecordMilestonePayload(milestone);
  });
}

function requireNoDays({ kind, years }: RecordMilestoneInput): void {
  if (DAY_KINDS.includes(kind))
    throw badInput({ path: 'input.kind', message: '"input.kind" must count no days: those appear by themselves.' });
  if (years !== undefined && years !== null)
    throw badInput({ path: 'input.years', message: '"input.years" must be left out: years appear by themselves.' });
}
