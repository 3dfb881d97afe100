import { InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { IdField, IntField, ListField, TextField, ValueField } from '../../platform/graphql/inputs';
import { LocalDate } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { type AddActivityPayload, addActivity } from './add-activity';
import { CarePlan } from './care-plan.entity';
import { CbtActivity, CbtFocus } from './cbt-activity.entity';

@InputType({ description: 'A new course of cognitive behavioral therapy.' })
export class AddCbtActivityInput {
  @IdField('The plan it belongs to.', () => [CarePlan])
  carePlanId!: string;

  @IdField('Who carries it.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @ListField('What it works on.', () => CbtFocus, { fewest: 1 })
  focus!: CbtFocus[];

  @IntField('How many sessions are planned.', { min: 1, max: 200 })
  plannedSessions!: number;

  @TextField('What the patient does between sessions.', { max: 2000, optional: true })
  homework?: string | null;

  @ValueField('The first day.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day.', () => LocalDate, { optional: true })
  endsOn?: string | null;
}

/** Adds a course of cognitive behavioral therapy to a plan. */
export function addCbtActivity(ctx: Context, input: AddCbtActivityInput): Promise<AddActivityPayload> {
  const { focus, plannedSessions, homework = null } = input;
  return addActivity(ctx, CbtActivity, input, { kind: 'CBT', focus, plannedSessions, homework });
}
