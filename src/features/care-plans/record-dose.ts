import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { DateTime, LocalDate } from '../../platform/graphql/scalars';
import { isOpenActivity } from './activity-status';
import { clinicianOf } from './care-plan.policy';
import { requirePastInstant } from './check-dates';
import { Dose } from './dose.entity';
import { holdActivity, holdCarePlan } from './hold-care-plan';
import { MatActivity } from './mat-activity.entity';

@InputType({ description: 'A dose that was taken, or was not.' })
export class RecordDoseInput {
  @IdField('The medication.', () => [MatActivity])
  activityId!: string;

  @ValueField('When it was taken, or was to be taken.', () => DateTime)
  takenAt!: Date;

  @ValueField('Whether it was taken.', () => Boolean)
  taken!: boolean;

  @ValueField('The day of the next dose. Left out, it stays; null clears.', () => LocalDate, { optional: true })
  nextDoseOn?: string | null;
}

@Payload('The medication with its next dose, and what was recorded.')
export class RecordDosePayload {
  @Field(() => MatActivity, { description: 'The medication with its next dose.' })
  activity: MatActivity;

  @Field(() => Dose, { description: 'What was recorded.' })
  dose: Dose;

  constructor(activity: MatActivity, dose: Dose) {
    this.activity = activity;
    this.dose = dose;
  }
}

/** Records a dose of a medication that still goes on. @throws BAD_USER_INPUT when it is closed, or the instant is still to come */
export async function recordDose(ctx: Context, input: RecordDoseInput): Promise<RecordDosePayload> {
  const known = await ctx.load(entityById(MatActivity), input.activityId);
  if (!known) throw notFound('Activity');
  requirePastInstant(input.takenAt, ctx.now, 'input.takenAt');

  return ctx.transaction(async (tx) => {
    await holdCarePlan(tx, known.carePlanId);
    const held = await holdActivity(tx, MatActivity, known.id);
    if (!isOpenActivity(held.status))
      throw badInput({ path: 'input.activityId', message: '"input.activityId" must be an activity that goes on.' });
    const { nextDoseOn } = input;
    const activity = nextDoseOn === undefined ? held : await saveVersion(tx, held, { nextDoseOn }, held.version);
    const dose = tx.insert(Dose, {
      patientId: held.patientId,
      activityId: held.id,
      kind: 'MAT',
      takenAt: input.takenAt,
      taken: input.taken,
      recordedById: clinicianOf(tx.viewer),
      enteredInErrorAt: null,
      enteredInErrorReason: null,
    });
    tx.emit({ kind: 'dose.recorded', subject: dose, patientId: held.patientId });
    return new RecordDosePayload(activity, dose);
  });
}
