import { InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { LocalDate } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { type AddActivityPayload, addActivity } from './add-activity';
import { CarePlan } from './care-plan.entity';
import { CounselingActivity, CounselingApproach, CounselingFormat } from './counseling-activity.entity';

@InputType({ description: 'A new course of counseling.' })
export class AddCounselingActivityInput {
  @IdField('The plan it belongs to.', () => [CarePlan])
  carePlanId!: string;

  @IdField('Who carries it.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @ValueField('Who takes part.', () => CounselingFormat)
  format!: CounselingFormat;

  @ValueField('How it goes about it.', () => CounselingApproach)
  approach!: CounselingApproach;

  @TextField('How often: once a week.', { max: 200 })
  frequency!: string;

  @ValueField('The first day.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day.', () => LocalDate, { optional: true })
  endsOn?: string | null;
}

/** Adds a course of counseling to a plan. */
export function addCounselingActivity(ctx: Context, input: AddCounselingActivityInput): Promise<AddActivityPayload> {
  const { format, approach, frequency } = input;
  return addActivity(ctx, CounselingActivity, input, { kind: 'COUNSELING', format, approach, frequency });
}
