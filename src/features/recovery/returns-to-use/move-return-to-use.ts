import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { saveVersion } from '../../../access/save-version';
import { notFound } from '../../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../../platform/graphql/refusals';
import { mayActForCareTeam } from '../../patients';
import { ReturnToUse } from './return-to-use.entity';
import { nextReturnStatuses, ReturnToUseStatus } from './return-to-use-status';

@InputType({ description: 'A step in answering a return to use.' })
export class MoveReturnToUseInput {
  @IdField('The return to use.', () => [ReturnToUse])
  returnToUseId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('Where it goes.', () => ReturnToUseStatus)
  to!: ReturnToUseStatus;

  @TextField('What there is to note, for whoever may read of it.', { max: 2000, optional: true })
  note?: string | null;
}

@Payload('The return to use where it is now.')
export class MoveReturnToUsePayload {
  @Field(() => ReturnToUse, { description: 'The return to use where it is now.' })
  returnToUse: ReturnToUse;

  constructor(returnToUse: ReturnToUse) {
    this.returnToUse = returnToUse;
  }
}

export const MoveReturnToUseResult = resultOf(MoveReturnToUsePayload);

/** Moves the answer to a return to use one step on. It is never a step back: another return is another record. */
export async function moveReturnToUse(
  ctx: Context,
  input: MoveReturnToUseInput,
): Promise<MoveReturnToUsePayload | Refusal> {
  const shared = await ctx.load(entityById(ReturnToUse), input.returnToUseId);
  if (!shared) throw notFound('Return to use');
  authorize(await mayActForCareTeam(ctx, shared.patientId));
  if (shared.version !== input.expectedVersion) return new VersionConflict(shared.version);
  const allowed = nextReturnStatuses(shared.status);
  if (!allowed.includes(input.to)) return new TransitionNotAllowed(shared.status, input.to, allowed);

  return ctx.transaction(async (tx) => {
    const moved = await saveVersion(tx, shared, { status: input.to, note: input.note ?? null }, input.expectedVersion);
    tx.emit({ kind: 'return-to-use.moved', subject: moved, patientId: moved.patientId });
    return new MoveReturnToUsePayload(moved);
  });
}
