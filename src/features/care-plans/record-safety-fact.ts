import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { Patient } from '../patients';
import { requirePastDay } from './check-dates';
import { SafetyFact, SafetyFactKind } from './safety-fact.entity';

@InputType({ description: 'Something that decides whether a medication is safe.' })
export class RecordSafetyFactInput {
  @IdField('Of whom.', () => [Patient])
  patientId!: string;

  @ValueField('What it is about.', () => SafetyFactKind)
  kind!: SafetyFactKind;

  @TextField(
    'What is known: 45 mL/min, no, penicillin. no, none, negative, denied, denies, not detected and absent rule it out; a creatinine clearance is a number of mL/min; anything else counts as a yes.',
    { max: 500 },
  )
  value!: string;

  @ValueField('The day it was observed.', () => LocalDate)
  observedOn!: string;

  @TextField('Where it is known from: the laboratory, the patient.', { max: 200 })
  source!: string;
}

@Payload('The fact.')
export class RecordSafetyFactPayload {
  @Field(() => SafetyFact, { description: 'The fact.' })
  safetyFact: SafetyFact;

  constructor(safetyFact: SafetyFact) {
    this.safetyFact = safetyFact;
  }
}

/** Records a fact beside those known before; the latest of a kind counts. @throws BAD_USER_INPUT when its day is still to come */
export async function recordSafetyFact(ctx: Context, input: RecordSafetyFactInput): Promise<RecordSafetyFactPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  requirePastDay(input.observedOn, ctx.now, patient.timeZone, 'input.observedOn');

  return ctx.transaction(async (tx) => {
    const fact = tx.insert(SafetyFact, {
      patientId: patient.id,
      kind: input.kind,
      value: input.value,
      observedOn: input.observedOn,
      source: input.source,
      enteredInErrorAt: null,
      enteredInErrorReason: null,
    });
    tx.emit({ kind: 'safety-fact.recorded', subject: fact, patientId: patient.id });
    return new RecordSafetyFactPayload(fact);
  });
}
