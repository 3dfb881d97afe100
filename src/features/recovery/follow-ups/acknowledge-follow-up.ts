import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { saveVersion } from '../../../access/save-version';
import { ExpectedVersionField, IdField } from '../../../platform/graphql/inputs';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../../platform/graphql/refusals';
import { FollowUp } from './follow-up.entity';
import { mayFollowUp } from './follow-up.policy';
import { followUpToChange, whyNot } from './follow-up-to-change';

@InputType({ description: 'A follow-up that somebody takes on.' })
export class AcknowledgeFollowUpInput {
  @IdField('The follow-up.', () => [FollowUp])
  followUpId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;
}

@Payload('The follow-up, taken on.')
export class AcknowledgeFollowUpPayload {
  @Field(() => FollowUp, { description: 'The follow-up, taken on.' })
  followUp: FollowUp;

  constructor(followUp: FollowUp) {
    this.followUp = followUp;
  }
}

export const AcknowledgeFollowUpResult = resultOf(AcknowledgeFollowUpPayload);

/**
 * So long whoever takes on what is urgent has for it at least: a call with all that it takes is not cut short, and what was forgotten
 * goes on well before withdrawal begins, which is 6 hours after the last drink at the earliest.
 */
const AT_LEAST_MS = 2 * 3_600_000;

/** Takes a follow-up on. It stays whose it is; what is urgent and not done in time after all goes on to somebody else. */
export async function acknowledgeFollowUp(
  ctx: Context,
  input: AcknowledgeFollowUpInput,
): Promise<AcknowledgeFollowUpPayload | Refusal> {
  const { followUp, standing } = await followUpToChange(ctx, input.followUpId);
  authorize(mayFollowUp(ctx.viewer, followUp, standing));
  const refusal = whyNot(followUp, input.expectedVersion, 'ACKNOWLEDGED');
  if (refusal) return refusal;
  if (followUp.acknowledgedAt !== null)
    return new TransitionNotAllowed(
      'ACKNOWLEDGED',
      'ACKNOWLEDGED',
      ['COMPLETED'],
      'Somebody has taken this on already.',
    );

  return ctx.transaction(async (tx) => {
    const changes = {
      acknowledgedAt: tx.now,
      acknowledgedBy: ctx.viewer.principalId,
      escalatesAt: followUp.isUrgent ? doneBy(followUp, tx.now) : null,
    };
    const acknowledged = await saveVersion(tx, followUp, changes, input.expectedVersion);
    tx.emit({ kind: 'follow-up.acknowledged', subject: acknowledged, patientId: acknowledged.patientId });
    return new AcknowledgeFollowUpPayload(acknowledged);
  });
}

function doneBy({ dueAt }: FollowUp, acknowledgedAt: Date): Date {
  return new Date(Math.max(dueAt.getTime(), acknowledgedAt.getTime() + AT_LEAST_MS));
}
