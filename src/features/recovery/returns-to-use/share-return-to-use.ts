import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import type { Transaction } from '../../../access/transaction';
import { badInput, forbidden, notFound } from '../../../platform/graphql/errors';
import { newId } from '../../../platform/graphql/ids';
import { IdField, ListField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { DateTime, LocalDate } from '../../../platform/graphql/scalars';
import { requirePastDay, requirePastInstant } from '../../care-plans';
import { OrganizationSettings } from '../../identity';
import { Patient, requireLiving, sightOf } from '../../patients';
import { Party } from '../../peer-links';
import { isCallTaken } from '../follow-ups/is-taken';
import { mayTellOfRecovery } from '../recovery.policy';
import { DatePrecision, ReturnToUse } from './return-to-use.entity';
import { knowsOfReturns, mayShareReturn, requireWordOfPatient, sharingParty } from './return-to-use.policy';
import { ReturnToUseStatus } from './return-to-use-status';
import { SafetyNeed } from './safety-need';
import { supportMessage } from './support-message';

@InputType({ description: 'A return to use.' })
export class ShareReturnToUseInput {
  @IdField('Whose it is.', () => [Patient])
  patientId!: string;

  @ValueField('The day of it, where the person lives; not one that is still to come.', () => LocalDate)
  occurredOn!: string;

  @ValueField('How exactly that day is known.', () => DatePrecision)
  precision!: DatePrecision;

  @ValueField('The last use, if it is known.', () => DateTime, { optional: true })
  lastUseAt?: Date | null;

  @TextField('What it was.', { max: 200, optional: true })
  substance?: string | null;

  @TextField('What was going on.', { max: 2000, optional: true })
  context?: string | null;

  @ListField('What makes it a matter of the same day; empty when nothing does.', () => SafetyNeed)
  safetyNeeds!: SafetyNeed[];

  @ValueField('The patient decides whether a period ended.', () => Boolean, { optional: true })
  endsRecoveryPeriod?: boolean | null;

  @ValueField('Needed when somebody else shares it, unless a safety need is named.', () => Boolean, { optional: true })
  patientAgreed?: boolean | null;
}

@Payload('What was shared, and what the person is told.')
export class ShareReturnToUsePayload {
  @Field(() => ReturnToUse, {
    nullable: true,
    description:
      'What was shared. Null for a mentor who may not read of returns to use: it is with the care team then.',
  })
  returnToUse: ReturnToUse | null;

  @Field(() => String, {
    description: 'Kind and plain words for the person, with a next step and whom to call at any hour.',
  })
  supportMessage: string;

  constructor(returnToUse: ReturnToUse | null, message: string) {
    this.returnToUse = returnToUse;
    this.supportMessage = message;
  }
}

/**
 * Writes down a return to use, shared by the person or by somebody they told. It ends no link and lowers nothing. The database opens what
 * it calls for in the same transaction: with a safety need, medical staff the same day.
 * @throws BAD_USER_INPUT for a day still to come, without the person's agreement where it is needed, or for somebody who has died
 */
export async function shareReturnToUse(ctx: Context, input: ShareReturnToUseInput): Promise<ShareReturnToUsePayload> {
  const [patient, settings] = await Promise.all([
    ctx.load(entityById(Patient), input.patientId),
    ctx.load(entityById(OrganizationSettings), ctx.organizationId),
  ]);
  if (!patient || !settings) throw notFound('Patient');
  requirePastDay(input.occurredOn, ctx.now, patient.timeZone, 'input.occurredOn');
  if (input.lastUseAt) requirePastInstant(input.lastUseAt, ctx.now, 'input.lastUseAt');
  const party = sharingParty(ctx.viewer);
  requireWordOfPatient(party, input);
  const sight = await sightOf(ctx, patient.id);
  authorize(mayShareReturn(ctx.viewer, sight));
  if (input.endsRecoveryPeriod) authorize(await mayTellOfRecovery(ctx, patient.id));

  const payload = await ctx.transaction(async (tx) => {
    const shared = sharedBy(tx, party, input);
    if (party === Party.MENTOR) await passOn(tx, shared, input.patientAgreed ?? false);
    else await write(tx, shared);
    tx.emit({ kind: 'return-to-use.shared', subject: shared, patientId: patient.id });
    // A mentor does not see who has the call, and so nobody is promised.
    const isTaken = party !== Party.MENTOR && input.safetyNeeds.length > 0 && (await isCallTaken(tx, shared));
    const message = supportMessage(shared.safetyNeeds, settings.emergencyText, isTaken);
    return new ShareReturnToUsePayload(knowsOfReturns(sight) ? shared : null, message);
  });
  // What a mentor is shown of what they wrote goes into the account, too.
  if (payload.returnToUse) ctx.note(ReturnToUse, { ...payload.returnToUse });
  return payload;
}

function sharedBy(tx: Transaction, party: Party, input: ShareReturnToUseInput): ReturnToUse {
  return Object.assign(new ReturnToUse(), {
    organizationId: tx.organizationId,
    id: newId(),
    version: 1,
    patientId: input.patientId,
    occurredOn: input.occurredOn,
    precision: input.precision,
    lastUseAt: input.lastUseAt ?? null,
    sharedAt: tx.now,
    sharedBy: party,
    substance: input.substance ?? null,
    context: input.context ?? null,
    safetyNeeds: input.safetyNeeds,
    endsRecoveryPeriod: input.endsRecoveryPeriod ?? false,
    status: ReturnToUseStatus.SHARED,
    note: null,
  });
}

async function write(tx: Transaction, shared: ReturnToUse): Promise<void> {
  await requireLiving(tx, shared.patientId);
  tx.insertAs(shared.id, ReturnToUse, shared);
}

/** A mentor writes nothing themselves: the database does, and looks again. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
async function passOn(tx: Transaction, shared: ReturnToUse, patientAgreed: boolean): Promise<void> {
  const { id, patientId, occurredOn, precision, lastUseAt, substance, context, safetyNeeds } = shared;
  const [row] = await tx.query(
    'select app.share_return_to_use($1::uuid, $2::uuid, $3::date, $4, $5::timestamptz, $6, $7, $8::text[], $9::boolean) as outcome',
    [id, patientId, occurredOn, precision, lastUseAt, substance, context, safetyNeeds, patientAgreed],
  );
  if (row?.outcome === 'NOT_FOUND') throw notFound('Patient');
  if (row?.outcome === 'FORBIDDEN') throw forbidden('This part of the record is not open to you.');
  if (row?.outcome === 'ENDED')
    throw badInput({
      path: 'input.patientId',
      message: '"input.patientId" must be a patient for whom care can begin.',
    });
}
