import { InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import type { Refusal } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { CounselingActivity, CounselingApproach, CounselingFormat } from './counseling-activity.entity';
import { type ReviseActivityPayload, reviseActivity } from './revise-activity';

@InputType({ description: 'Changes to a course of counseling. What is left out stays; null clears.' })
export class ReviseCounselingActivityInput {
  @IdField('The activity.', () => [CounselingActivity])
  activityId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdField('Who carries it.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @ValueField('Who takes part.', () => CounselingFormat, { optional: true })
  format?: CounselingFormat | null;

  @ValueField('How it goes about it.', () => CounselingApproach, { optional: true })
  approach?: CounselingApproach | null;

  @TextField('How often: once a week.', { max: 200, optional: true })
  frequency?: string | null;

  @ValueField('The first day.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day.', () => LocalDate, { optional: true })
  endsOn?: string | null;
}

/** Changes a course of counseling. */
export async function reviseCounselingActivity(
  ctx: Context,
  input: ReviseCounselingActivityInput,
): Promise<ReviseActivityPayload | Refusal> {
  const changes = revision(input, ['format', 'approach', 'frequency'], ['clinicianId', 'startsOn', 'endsOn']);
  return reviseActivity<CounselingActivity>(ctx, CounselingActivity, input, changes);
}
