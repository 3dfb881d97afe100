import { Field, InputType } from 'type-graphql';
import type { Context } from '../../../access/context';
import type { Transaction } from '../../../access/transaction';
import { notFound } from '../../../platform/graphql/errors';
import { IdField, IntField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { entityById, findRows } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { OrganizationSettings } from '../../identity';
import { Patient, requireLiving } from '../../patients';
import { FollowUp, FollowUpKind } from '../follow-ups/follow-up.entity';
import { CheckIn } from './check-in.entity';
import { supportMessage } from './support-messages';

@InputType({ description: 'How you are.' })
export class CheckInInput {
  @IdField('Your own record.', () => [Patient])
  patientId!: string;

  @IntField('Your mood, from 1, very low, to 5, very good.', { min: 1, max: 5 })
  mood!: number;

  @IntField('Your craving, from 0, none, to 10, as strong as can be.', { min: 0, max: 10 })
  craving!: number;

  @TextField('Whatever you would like to add.', { max: 2000, optional: true })
  note?: string | null;

  @ValueField('Whether you would like somebody to call.', () => Boolean, { optional: true })
  wantsContact?: boolean | null;
}

@Payload('What was said, and an answer to it.')
export class CheckInPayload {
  @Field(() => CheckIn, { description: 'What was said.' })
  checkIn: CheckIn;

  @Field(() => String, {
    description:
      'An answer, with a next step, when somebody calls, and what to do in danger. Show it: nobody reads check-ins around the clock.',
  })
  supportMessage: string;

  constructor(checkIn: CheckIn, message: string) {
    this.checkIn = checkIn;
    this.supportMessage = message;
  }
}

/** A patient says how they are. Whoever would like a call gets one: a follow-up opens, and the answer says by when, and whether somebody has it. */
export async function checkIn(ctx: Context, input: CheckInInput): Promise<CheckInPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  const settings = await ctx.load(entityById(OrganizationSettings), ctx.organizationId);
  if (!settings) throw new Error('An organization has settings.');

  return ctx.transaction(async (tx) => {
    await requireLiving(tx, patient.id);
    const said = tx.insert(CheckIn, {
      patientId: patient.id,
      occurredAt: tx.now,
      mood: input.mood,
      craving: input.craving,
      note: input.note ?? null,
      wantsContact: input.wantsContact ?? false,
      enteredInErrorAt: null,
      enteredInErrorReason: null,
    });
    tx.emit({ kind: 'check-in.recorded', subject: said, patientId: patient.id });
    const call = said.wantsContact ? await callOf(tx, said) : null;
    const { emergencyText } = settings;
    return new CheckInPayload(
      said,
      supportMessage({
        ...said,
        callWithinHours: call && (call.dueAt.getTime() - call.openedAt.getTime()) / 3_600_000,
        isCallTaken: call !== null && call.assigneeId !== null,
        emergencyText,
      }),
    );
  });
}

/** What the patient is told is what is written down: by when the call is due, and whether it is somebody's. */
async function callOf(tx: Transaction, { id, patientId }: CheckIn): Promise<FollowUp> {
  const [call] = await findRows(tx, FollowUp, { patientId, sourceId: id, kind: FollowUpKind.CHECK_IN_CALL });
  if (!call) throw new Error('No call was opened.');
  return call;
}
