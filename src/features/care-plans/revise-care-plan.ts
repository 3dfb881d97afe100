import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import {
  ExpectedVersionField,
  IdField,
  ObjectField,
  ObjectsField,
  TextField,
  ValueField,
} from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { LocalDate } from '../../platform/graphql/scalars';
import { mayActForCareTeam } from '../patients';
import { CarePlan } from './care-plan.entity';
import { isOpenCarePlan, nextCarePlanStatuses } from './care-plan-status';
import { requireSpan } from './check-dates';
import { CodingInput, codingOf, LevelOfCareInput, levelOfCareOf } from './coding';

@InputType({ description: 'Changes to a care plan. What is left out stays; null clears; a list replaces.' })
export class ReviseCarePlanInput {
  @IdField('The plan.', () => [CarePlan])
  carePlanId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('What the plan is called.', { max: 200, optional: true })
  title?: string | null;

  @ValueField('The first day of the plan.', () => LocalDate, { optional: true })
  startsOn?: string | null;

  @ValueField('The last day of the plan.', () => LocalDate, { optional: true })
  endsOn?: string | null;

  @ObjectsField('The diagnoses that the plan answers; the list replaces the old one.', () => CodingInput, {
    most: 20,
    optional: true,
  })
  diagnoses?: CodingInput[] | null;

  @ObjectField('How intensive the care is.', () => LevelOfCareInput, { optional: true })
  levelOfCare?: LevelOfCareInput | null;
}

@Payload('The plan as it is now.')
export class ReviseCarePlanPayload {
  @Field(() => CarePlan, { description: 'The plan as it is now.' })
  carePlan: CarePlan;

  constructor(carePlan: CarePlan) {
    this.carePlan = carePlan;
  }
}

export const ReviseCarePlanResult = resultOf(ReviseCarePlanPayload);

/** Changes what a plan says, as long as it is not closed. */
export async function reviseCarePlan(
  ctx: Context,
  input: ReviseCarePlanInput,
): Promise<ReviseCarePlanPayload | Refusal> {
  const plan = await ctx.load(entityById(CarePlan), input.carePlanId);
  if (!plan) throw notFound('Care plan');
  authorize(await mayActForCareTeam(ctx, plan.patientId));
  const changes = changesOf(input);
  requireSpan({ ...plan, ...changes });
  if (plan.version !== input.expectedVersion) return new VersionConflict(plan.version);
  if (!isOpenCarePlan(plan.status)) return isClosed(plan);

  return ctx.transaction(async (tx) => {
    const revised = await saveVersion(tx, plan, changes, plan.version);
    tx.emit({ kind: 'care-plan.revised', subject: revised, patientId: plan.patientId });
    return new ReviseCarePlanPayload(revised);
  });
}

function changesOf(input: ReviseCarePlanInput): Partial<CarePlan> {
  const { diagnoses, levelOfCare, ...plain } = revision(
    input,
    ['title', 'diagnoses'],
    ['startsOn', 'endsOn', 'levelOfCare'],
  );
  return {
    ...plain,
    ...(diagnoses === undefined ? {} : { diagnoses: diagnoses.map(codingOf) }),
    ...(levelOfCare === undefined ? {} : { levelOfCare: levelOfCare && levelOfCareOf(levelOfCare) }),
  };
}

function isClosed({ status }: CarePlan): TransitionNotAllowed {
  return new TransitionNotAllowed(
    status,
    status,
    nextCarePlanStatuses(status),
    'This plan is closed and can no longer be changed.',
  );
}
