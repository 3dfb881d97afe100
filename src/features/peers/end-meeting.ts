import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Meeting } from './meeting.entity';
import { authorizeKeeper } from './peers.policy';

@InputType({ description: 'A meeting that takes place no more.' })
export class EndMeetingInput {
  @IdField('The meeting.', () => [Meeting])
  meetingId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;
}

@Payload('The meeting, no longer active.')
export class EndMeetingPayload {
  @Field(() => Meeting, { description: 'The meeting, no longer active.' })
  meeting: Meeting;

  constructor(meeting: Meeting) {
    this.meeting = meeting;
  }
}

export const EndMeetingResult = resultOf(EndMeetingPayload);

/** Ends a meeting for good; its group goes on. */
export async function endMeeting(ctx: Context, input: EndMeetingInput): Promise<EndMeetingPayload | Refusal> {
  await authorizeKeeper(ctx);
  const meeting = await ctx.load(entityById(Meeting), input.meetingId);
  if (!meeting) throw notFound('Meeting');
  if (!meeting.active) return new TransitionNotAllowed('ENDED', 'ENDED', []);

  return ctx.transaction(async (tx) => {
    const ended = await saveVersion(tx, meeting, { active: false }, input.expectedVersion);
    tx.emit({ kind: 'meeting.ended', subject: ended });
    return new EndMeetingPayload(ended);
  });
}
