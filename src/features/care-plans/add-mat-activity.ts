import { InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { LocalDate } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { type AddActivityPayload, addActivity } from './add-activity';
import { CarePlan } from './care-plan.entity';
import { MatActivity, Medication } from './mat-activity.entity';

@InputType({ description: 'A new medication for addiction treatment.' })
export class AddMatActivityInput {
  @IdField('The plan it belongs to.', () => [CarePlan])
  carePlanId!: string;

  @IdField('Who carries it.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @ValueField('Which medication.', () => Medication)
  medication!: Medication;

  @TextField('Its RxNorm code: 1483744.', { max: 20, optional: true })
  rxNorm?: string | null;

  @TextField('The medication as the prescriber names it.', { max: 200 })
  display!: string;

  @TextField('How much: 50 mg.', { max: 100 })
  dose!: string;

  @TextField('By which way: oral.', { max: 100 })
  route!: string;

  @TextField('How often: once a day.', { max: 200 })
  schedule!: string;

  @ValueField('The day of the next dose that the program gives or checks.', () => LocalDate, { optional: true })
  nextDoseOn?: string | null;

  @ValueField('The first day.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day.', () => LocalDate, { optional: true })
  endsOn?: string | null;
}

/** Adds a medication to a plan. It belongs to the category MEDICATION, whatever its plan does. */
export function addMatActivity(ctx: Context, input: AddMatActivityInput): Promise<AddActivityPayload> {
  const { medication, rxNorm = null, display, dose, route, schedule, nextDoseOn = null } = input;
  return addActivity(ctx, MatActivity, input, {
    kind: 'MAT',
    medication,
    rxNorm,
    display,
    dose,
    route,
    schedule,
    nextDoseOn,
  });
}
