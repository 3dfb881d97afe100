import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { saveVersion } from '../../../access/save-version';
import { ExpectedVersionField, IdField, TextField } from '../../../platform/graphql/inputs';
import { Payload, type Refusal, resultOf } from '../../../platform/graphql/refusals';
import { FollowUp } from './follow-up.entity';
import { mayFollowUp } from './follow-up.policy';
import { followUpToChange, whyNot } from './follow-up-to-change';

@InputType({ description: 'A follow-up that is done.' })
export class CompleteFollowUpInput {
  @IdField('The follow-up.', () => [FollowUp])
  followUpId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('What came of it, for whoever may know of it.', { max: 2000 })
  outcome!: string;
}

@Payload('The follow-up, done.')
export class CompleteFollowUpPayload {
  @Field(() => FollowUp, {
    description: 'The follow-up, done. What an urgent one let its assignee see of the patient ends with it.',
  })
  followUp: FollowUp;

  constructor(followUp: FollowUp) {
    this.followUp = followUp;
  }
}

export const CompleteFollowUpResult = resultOf(CompleteFollowUpPayload);

/** Says that a follow-up is done, and what came of it. */
export async function completeFollowUp(
  ctx: Context,
  input: CompleteFollowUpInput,
): Promise<CompleteFollowUpPayload | Refusal> {
  const { followUp, standing } = await followUpToChange(ctx, input.followUpId);
  authorize(mayFollowUp(ctx.viewer, followUp, standing));
  const refusal = whyNot(followUp, input.expectedVersion, 'COMPLETED');
  if (refusal) return refusal;

  return ctx.transaction(async (tx) => {
    const changes = { completedAt: tx.now, completedBy: ctx.viewer.principalId, outcome: input.outcome };
    const completed = Object.assign(new FollowUp(), followUp, changes, { version: followUp.version + 1 });
    const payload = new CompleteFollowUpPayload(completed);
    // Whoever sees the patient by this follow-up alone is shown it here for the last time.
    if (followUp.isUrgent && !standing.isOnTeam) tx.readPayload(payload);
    await saveVersion(tx, followUp, changes, input.expectedVersion);
    tx.emit({ kind: 'follow-up.completed', subject: completed, patientId: completed.patientId });
    return payload;
  });
}
