import { InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import {
  ExpectedVersionField,
  IdField,
  IntField,
  ListField,
  TextField,
  ValueField,
} from '../../platform/graphql/inputs';
import type { Refusal } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { CbtActivity, CbtFocus } from './cbt-activity.entity';
import { type ReviseActivityPayload, reviseActivity } from './revise-activity';

@InputType({
  description:
    'Changes to a course of cognitive behavioral therapy. What is left out stays; null clears; a list replaces.',
})
export class ReviseCbtActivityInput {
  @IdField('The activity.', () => [CbtActivity])
  activityId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdField('Who carries it.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @ListField('What it works on; the list replaces the old one.', () => CbtFocus, { fewest: 1, optional: true })
  focus?: CbtFocus[] | null;

  @IntField('How many sessions are planned.', { min: 1, max: 200, optional: true })
  plannedSessions?: number | null;

  @TextField('What the patient does between sessions.', { max: 2000, optional: true })
  homework?: string | null;

  @ValueField('The first day.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day.', () => LocalDate, { optional: true })
  endsOn?: string | null;
}

/** Changes a course of cognitive behavioral therapy. */
export async function reviseCbtActivity(
  ctx: Context,
  input: ReviseCbtActivityInput,
): Promise<ReviseActivityPayload | Refusal> {
  const changes = revision(input, ['focus', 'plannedSessions'], ['clinicianId', 'homework', 'startsOn', 'endsOn']);
  return reviseActivity<CbtActivity>(ctx, CbtActivity, input, changes);
}
