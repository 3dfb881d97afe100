import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { violates } from '../../../platform/database/violations';
import { badInput, notFound } from '../../../platform/graphql/errors';
import { IdField, ValueField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { LocalDate } from '../../../platform/graphql/scalars';
import { requirePastDay } from '../../care-plans';
import { Patient, requireLiving } from '../../patients';
import { mayTellOfRecovery } from '../recovery.policy';
import { RecoveryBasis, RecoveryPeriod } from './recovery-period.entity';

@InputType({ description: 'A period of recovery that began.' })
export class BeginRecoveryPeriodInput {
  @IdField('Whose recovery it is.', () => [Patient])
  patientId!: string;

  @ValueField('What recovery means in it.', () => RecoveryBasis)
  basis!: RecoveryBasis;

  @ValueField('The day on which it began, today or before. One that is under way ends on this day.', () => LocalDate)
  startedOn!: string;
}

@Payload('The period.')
export class BeginRecoveryPeriodPayload {
  @Field(() => RecoveryPeriod, { description: 'The period.' })
  recoveryPeriod: RecoveryPeriod;

  constructor(recoveryPeriod: RecoveryPeriod) {
    this.recoveryPeriod = recoveryPeriod;
  }
}

/**
 * Begins a period of recovery. One that is under way ends on that day: its days stay, and none counts twice.
 * @throws BAD_USER_INPUT for a day that is still to come, or that an earlier period counts already
 */
export async function beginRecoveryPeriod(
  ctx: Context,
  input: BeginRecoveryPeriodInput,
): Promise<BeginRecoveryPeriodPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  authorize(await mayTellOfRecovery(ctx, patient.id));
  requirePastDay(input.startedOn, ctx.now, patient.timeZone, 'input.startedOn');

  try {
    return await ctx.transaction(async (tx) => {
      await requireLiving(tx, patient.id);
      const recoveryPeriod = tx.insert(RecoveryPeriod, {
        patientId: patient.id,
        basis: input.basis,
        startedOn: input.startedOn,
        endedOn: null,
        recordedAt: tx.now,
        enteredInErrorAt: null,
        enteredInErrorReason: null,
      });
      tx.emit({ kind: 'recovery-period.begun', subject: recoveryPeriod, patientId: patient.id });
      return new BeginRecoveryPeriodPayload(recoveryPeriod);
    });
  } catch (error) {
    // Of two begun at the same moment, one was first.
    if (violates(error, 'recovery_period_apart')) throw countsAlready();
    throw error;
  }
}

function countsAlready(): Error {
  const message =
    '"input.startedOn" must be later than the day on which the period before it began, and not before the day on which that one ended.';
  return badInput({ path: 'input.startedOn', message });
}
