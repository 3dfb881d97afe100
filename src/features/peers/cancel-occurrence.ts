import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { badInput, notFound } from '../../platform/graphql/errors';
import { newId } from '../../platform/graphql/ids';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { Meeting } from './meeting.entity';
import { authorizeKeeper } from './peers.policy';
import { WEEKDAYS_FROM_SUNDAY } from './weekday';

@InputType({ description: 'A day on which a meeting does not take place.' })
export class CancelOccurrenceInput {
  @IdField('The meeting.', () => [Meeting])
  meetingId!: string;

  @ValueField("The day on which it would begin, in the meeting's own zone.", () => LocalDate)
  on!: string;

  @TextField('Why it does not take place, for those who would have come.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The meeting, without that occurrence.')
export class CancelOccurrencePayload {
  @Field(() => Meeting, { description: 'The meeting, without that occurrence.' })
  meeting: Meeting;

  constructor(meeting: Meeting) {
    this.meeting = meeting;
  }
}

/** Cancels one occurrence of a meeting. Cancelling it again changes nothing. */
export async function cancelOccurrence(ctx: Context, input: CancelOccurrenceInput): Promise<CancelOccurrencePayload> {
  await authorizeKeeper(ctx);
  const meeting = await ctx.load(entityById(Meeting), input.meetingId);
  if (!meeting) throw notFound('Meeting');
  if (!takesPlaceOn(meeting, input.on))
    throw badInput({ path: 'input.on', message: '"input.on" must be a day on which the meeting takes place.' });

  return ctx.transaction(async (tx) => {
    const written = await tx.query(
      `insert into cancelled_occurrence (organization_id, id, meeting_id, peer_group_id, cancelled_on, reason)
       select organization_id, $2, id, peer_group_id, $3, $4 from meeting where id = $1
       on conflict on constraint cancelled_occurrence_once do nothing returning id`,
      [meeting.id, newId(), input.on, input.reason ?? null],
    );
    if (written.length > 0) tx.emit({ kind: 'meeting.occurrence-cancelled', subject: meeting, reason: input.reason });
    return new CancelOccurrencePayload(meeting);
  });
}

function takesPlaceOn(meeting: Meeting, day: string): boolean {
  return meeting.active && meeting.weekday === WEEKDAYS_FROM_SUNDAY[new Date(`${day}T00:00:00Z`).getUTCDay()];
}
