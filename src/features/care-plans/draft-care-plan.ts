import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { violates } from '../../platform/database/violations';
import { notFound } from '../../platform/graphql/errors';
import { IdField, ObjectField, ObjectsField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { IdentifierInput, mayActForCareTeam, Patient, requireLiving } from '../patients';
import { attachToCarePlan, nameIsTaken, recordsNamed } from './care-identifiers';
import { CarePlan } from './care-plan.entity';
import { clinicianOf } from './care-plan.policy';
import { CarePlanStatus } from './care-plan-status';
import { requireSpan } from './check-dates';
import { CodingInput, codingOf, LevelOfCareInput, levelOfCareOf } from './coding';

@InputType({ description: 'A new care plan.' })
export class DraftCarePlanInput {
  @IdField('Whose plan it is.', () => [Patient])
  patientId!: string;

  @ObjectField(
    'What the calling system calls the plan. With one that exists, the plan is returned unchanged.',
    () => IdentifierInput,
    { optional: true },
  )
  identifier?: IdentifierInput | null;

  @TextField('What the plan is called.', { max: 200 })
  title!: string;

  @ValueField('The first day of the plan.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day of the plan.', () => LocalDate, { optional: true })
  endsOn?: string | null;

  @ObjectsField('The diagnoses that the plan answers.', () => CodingInput, { most: 20, optional: true })
  diagnoses?: CodingInput[] | null;

  @ObjectField('How intensive the care is.', () => LevelOfCareInput, { optional: true })
  levelOfCare?: LevelOfCareInput | null;
}

@Payload('The plan, and whether this call drafted it.')
export class DraftCarePlanPayload {
  @Field(() => CarePlan, { description: 'The plan.' })
  carePlan: CarePlan;

  @Field(() => Boolean, { description: 'False when the identifier was known, and nothing was changed.' })
  created: boolean;

  constructor(carePlan: CarePlan, created: boolean) {
    this.carePlan = carePlan;
    this.created = created;
  }
}

/**
 * Drafts a plan. Idempotent by identifier: one that names a plan of this patient answers with that plan as it stands.
 * @throws CONFLICT when the identifier names a plan of another patient whom the viewer sees
 */
export async function draftCarePlan(ctx: Context, input: DraftCarePlanInput): Promise<DraftCarePlanPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  authorize(await mayActForCareTeam(ctx, patient.id));
  requireSpan(input);
  const known = await planNamed(ctx, input);
  if (known) return new DraftCarePlanPayload(known, false);

  try {
    return await ctx.transaction(async (tx) => {
      await requireLiving(tx, patient.id);
      const plan = tx.insert(CarePlan, {
        version: 1,
        patientId: patient.id,
        status: CarePlanStatus.DRAFT,
        statusReason: null,
        authorId: clinicianOf(tx.viewer),
        createdAt: tx.now,
        ...contentsOf(input),
      });
      if (input.identifier) await attachToCarePlan(tx, plan, input.identifier);
      tx.emit({ kind: 'care-plan.drafted', subject: plan, patientId: patient.id });
      return new DraftCarePlanPayload(plan, true);
    });
  } catch (error) {
    if (!violates(error, 'care_identifier_of_care_plan')) throw error;
    // Another call drafted a plan of the same name at this moment; its plan is the answer.
    const first = await planNamed(ctx, input);
    if (!first) throw error;
    return new DraftCarePlanPayload(first, false);
  }
}

function contentsOf(input: DraftCarePlanInput): Partial<CarePlan> {
  return {
    title: input.title,
    startsOn: input.startsOn ?? null,
    endsOn: input.endsOn ?? null,
    diagnoses: (input.diagnoses ?? []).map(codingOf),
    levelOfCare: input.levelOfCare ? levelOfCareOf(input.levelOfCare) : null,
  };
}

async function planNamed(ctx: Context, { identifier, patientId }: DraftCarePlanInput): Promise<CarePlan | null> {
  if (!identifier) return null;
  const plans = await recordsNamed(ctx, CarePlan, 'carePlanId', identifier);
  const own = plans.find((plan) => plan.patientId === patientId);
  if (!own && plans.length > 0) throw nameIsTaken();
  return own ?? null;
}
