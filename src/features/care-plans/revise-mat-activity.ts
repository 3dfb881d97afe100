import { InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import type { Refusal } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { MatActivity } from './mat-activity.entity';
import { type ReviseActivityPayload, reviseActivity } from './revise-activity';

@InputType({
  description:
    'Changes to a medication for addiction treatment. What is left out stays; null clears. Another medication is another activity.',
})
export class ReviseMatActivityInput {
  @IdField('The activity.', () => [MatActivity])
  activityId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdField('Who carries it.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @TextField('How much: 50 mg.', { max: 100, optional: true })
  dose?: string | null;

  @TextField('By which way: oral.', { max: 100, optional: true })
  route?: string | null;

  @TextField('How often: once a day.', { max: 200, optional: true })
  schedule?: string | null;

  @ValueField('The day of the next dose that the program gives or checks.', () => LocalDate, { optional: true })
  nextDoseOn?: string | null;

  @ValueField('The last day.', () => LocalDate, { optional: true })
  endsOn?: string | null;
}

/** Changes how a medication is given. */
export async function reviseMatActivity(
  ctx: Context,
  input: ReviseMatActivityInput,
): Promise<ReviseActivityPayload | Refusal> {
  const changes = revision(input, ['dose', 'route', 'schedule'], ['clinicianId', 'nextDoseOn', 'endsOn']);
  return reviseActivity<MatActivity>(ctx, MatActivity, input, changes);
}
