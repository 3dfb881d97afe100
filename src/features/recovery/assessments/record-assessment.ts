import { Field, InputType, Int } from 'type-graphql';
import type { Context } from '../../../access/context';
import type { Transaction } from '../../../access/transaction';
import { violates } from '../../../platform/database/violations';
import { notFound } from '../../../platform/graphql/errors';
import { IdField, ObjectField, ObjectsField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { entityById, loadOne, type ReadContext } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { DateTime } from '../../../platform/graphql/scalars';
import { requirePastInstant } from '../../care-plans';
import { OrganizationSettings } from '../../identity';
import { IdentifierInput, Patient, requireLiving } from '../../patients';
import { isCallTaken } from '../follow-ups/is-taken';
import { Assessment } from './assessment.entity';
import { assessmentsNamed, attachToAssessment, nameIsTaken } from './assessment-identifiers';
import { AssessmentFlag, Instrument } from './assessment-words';
import { requireAnswers } from './check-answers';
import { INSTRUMENTS } from './instruments';
import { type Answered, scoreOf } from './score';
import { selfHarmSupport } from './support-message';

@InputType({ description: 'An answer to an item.' })
export class AssessmentItemInput {
  @TextField("The item's LOINC code, or its name as in docs/assessments.md.", { max: 50 })
  linkId!: string;

  @ValueField('The answer as points.', () => Int)
  answer!: number;
}

@InputType({ description: 'A questionnaire that was filled in. Give its items, its total, or both.' })
export class RecordAssessmentInput {
  @IdField('Who filled it in.', () => [Patient])
  patientId!: string;

  @ValueField('Which one.', () => Instrument)
  instrument!: Instrument;

  @ValueField('When it was filled in; not in the future.', () => DateTime)
  takenAt!: Date;

  @ValueField('The total. Left out, it is computed when every item is there.', () => Int, { optional: true })
  total?: number | null;

  @ObjectsField(
    'The items that were answered. Leave out what nobody answered: that is unknown, and not zero.',
    () => AssessmentItemInput,
    {
      optional: true,
    },
  )
  items?: AssessmentItemInput[] | null;

  @ObjectField(
    'What the calling system calls it. With one that exists, that assessment is returned unchanged.',
    () => IdentifierInput,
    { optional: true },
  )
  identifier?: IdentifierInput | null;
}

@Payload('The assessment, and what to say to whoever filled it in.')
export class RecordAssessmentPayload {
  @Field(() => Assessment, { description: 'The assessment.' })
  assessment: Assessment;

  @Field(() => Boolean, { description: 'False when the identifier was known, and nothing was changed.' })
  created: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'What to say to the person, when item 9 of the PHQ-9 was answered with more than zero, or the total cannot be without that: show it as it is. Null otherwise.',
  })
  supportMessage: string | null;

  constructor(assessment: Assessment, created: boolean, supportMessage: string | null) {
    this.assessment = assessment;
    this.created = created;
    this.supportMessage = supportMessage;
  }
}

/**
 * Records a questionnaire with its score. Item 9 of the PHQ-9 above zero opens an urgent follow-up, in the database and in the same
 * transaction. Idempotent by identifier: one that names this questionnaire of this patient answers with it as it stands.
 * @throws BAD_USER_INPUT naming each field; CONFLICT when the identifier names another assessment that the viewer sees
 */
export async function recordAssessment(ctx: Context, input: RecordAssessmentInput): Promise<RecordAssessmentPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  const known = await assessmentNamed(ctx, input);
  if (known) return payloadOf(ctx, known, false);
  const data = INSTRUMENTS[input.instrument];
  const items = (input.items ?? []).map(({ linkId, answer }) => ({ linkId, answer }));
  requirePastInstant(input.takenAt, ctx.now, 'input.takenAt');
  requireAnswers(data, items, input.total ?? null);

  try {
    return await ctx.transaction(async (tx) => {
      await requireLiving(tx, patient.id);
      const assessment = await writeAssessment(tx, input, items);
      tx.emit({ kind: 'assessment.recorded', subject: assessment, patientId: patient.id });
      return payloadOf(tx, assessment, true);
    });
  } catch (error) {
    if (!violates(error, 'assessment_identifier_of_patient')) throw error;
    // Another call recorded one of the same name at this moment; that one is the answer.
    const first = await assessmentNamed(ctx, input);
    if (!first) throw error;
    return payloadOf(ctx, first, false);
  }
}

async function assessmentNamed(
  ctx: Context,
  { identifier, patientId, instrument }: RecordAssessmentInput,
): Promise<Assessment | null> {
  if (!identifier) return null;
  const named = await assessmentsNamed(ctx, identifier);
  const own = named.find((one) => one.patientId === patientId && one.instrument === instrument);
  if (!own && named.length > 0) throw nameIsTaken();
  return own ?? null;
}

async function writeAssessment(
  tx: Transaction,
  input: RecordAssessmentInput,
  answered: readonly Answered[],
): Promise<Assessment> {
  const data = INSTRUMENTS[input.instrument];
  const order = new Map(data.items.map(({ linkId }, index) => [linkId, index]));
  const assessment = tx.insert(Assessment, {
    version: 1,
    patientId: input.patientId,
    instrument: input.instrument,
    takenAt: input.takenAt,
    ...scoreOf(data, answered, input.total ?? null),
    items: answered.toSorted((one, other) => (order.get(one.linkId) ?? 0) - (order.get(other.linkId) ?? 0)),
    enteredInErrorAt: null,
    enteredInErrorReason: null,
  });
  if (input.identifier) await attachToAssessment(tx, assessment, input.identifier);
  return assessment;
}

async function payloadOf(
  ctx: ReadContext & { readonly organizationId: string },
  assessment: Assessment,
  created: boolean,
): Promise<RecordAssessmentPayload> {
  if (!assessment.flags.includes(AssessmentFlag.SELF_HARM_ITEM))
    return new RecordAssessmentPayload(assessment, created, null);
  const [settings, isTaken] = await Promise.all([
    loadOne(ctx, entityById(OrganizationSettings), ctx.organizationId),
    isCallTaken(ctx, assessment),
  ]);
  return new RecordAssessmentPayload(assessment, created, selfHarmSupport(settings?.emergencyText ?? '', isTaken));
}
