import { InputType } from 'type-graphql';
import { IdField, ListField, ValueField } from '../../platform/graphql/inputs';
import { byId, defineFilter, extend, many, on, page, queries } from '../../platform/graphql/reads';
import { DateTime } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { CaseloadFilter, Identifier, Patient, WHO_MAY_SEE_PATIENTS } from '../patients';
import { CareActivity } from './care-activity.entity';
import { CareIdentifier } from './care-identifier.entity';
import { CarePlan, CarePlanChange } from './care-plan.entity';
import { CarePlanStatus } from './care-plan-status';
import { Goal } from './goal.entity';

@InputType({ description: 'Which care plans.' })
export class CarePlanFilter {
  @ListField('Where the plans stand.', () => CarePlanStatus, { optional: true })
  status?: CarePlanStatus[] | null;

  @ValueField(
    'Plans that changed at or after this instant, or whose goals, activities, sessions or doses did, as far as you may see them.',
    () => DateTime,
    { optional: true },
  )
  updatedSince?: Date | null;

  @IdField(
    'Plans that this clinician wrote, or in which they carry an activity. Not open to callers outside the program.',
    () => [Clinician],
    { optional: true },
  )
  clinicianId?: string | null;
}

ValueField('Patients with a plan that stands so.', () => CarePlanStatus, { optional: true })(
  CaseloadFilter.prototype,
  'planStatus',
);

const plan = on<CarePlan>();

defineFilter(CarePlanFilter, {
  status: plan.oneOf('status'),
  updatedSince: plan.noted(plan.exists(() => CarePlanChange, 'id', on<CarePlanChange>().since('changedAt'))),
  clinicianId: plan.anyOf(
    plan.refersTo('authorId', () => [Clinician]),
    plan.exists(
      () => CareActivity,
      'carePlanId',
      on<CareActivity>().refersTo('clinicianId', () => [Clinician]),
    ),
  ),
});
defineFilter(CaseloadFilter, {
  planStatus: on<Patient>().exists(() => CarePlan, 'patientId', plan.equals('status')),
});

export const CarePlanFields = extend(
  () => CarePlan,
  (own) => ({
    patient: own.one(() => Patient, 'patientId').describe('Whose plan it is.'),
    author: own
      .one(() => Clinician, 'authorId')
      .nullable()
      .describe('The clinician who drafted it.'),
    identifiers: own
      .derived(
        () => [Identifier],
        {
          identifiers: many(() => CareIdentifier)
            .by('carePlanId')
            .orderBy('system', 'value')
            .pick('system', 'value'),
        },
        ({ identifiers }) => identifiers,
      )
      .describe('What other systems call the plan.'),
    goals: many(() => Goal)
      .by('carePlanId')
      .describe('What is to be reached, in the order the goals were set.'),
    activities: many(() => CareActivity)
      .by('carePlanId')
      .describe(
        'What is done, in the order it was planned, as far as you may see it. Those entered in error too: see status.',
      ),
    updatedAt: own
      .derived(
        () => DateTime,
        {
          createdAt: true,
          changes: many(() => CarePlanChange)
            .by('id')
            .pick('changedAt'),
        },
        ({ createdAt, changes }) => latestOf(createdAt, changes),
      )
      .describe(
        'When the plan last changed, or one of its goals, activities, sessions or doses, as far as you may see them.',
      ),
  }),
);

export const GoalFields = extend(
  () => Goal,
  (goal) => ({ carePlan: goal.one(() => CarePlan, 'carePlanId').describe('The plan it belongs to.') }),
);

export const PatientCarePlans = extend(
  () => Patient,
  () => ({
    carePlans: page(() => CarePlan)
      .by('patientId')
      .arg('status', () => [CarePlanStatus], 'Where the plans stand.', plan.oneOf('status'))
      .orderByDescending('createdAt')
      .describe('The care plans of the patient, the newest first. Those entered in error too: see status.'),
    activeCarePlan: many(() => CarePlan)
      .by('patientId')
      .where(plan.is('status', CarePlanStatus.ACTIVE))
      .orderByDescending('createdAt')
      .first()
      .describe('The newest plan in force. There may be several; carePlans lists them all.'),
  }),
);

export const CarePlanQueries = queries({
  carePlan: byId(() => CarePlan)
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe('A care plan by id.'),
  carePlans: page(() => CarePlan)
    .filter(() => CarePlanFilter)
    .orderByDescending('createdAt')
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe('The care plans you may see, the newest first.'),
});

/** The database's clock notes the changes; where it runs behind the application's, a plan did not change before it was made. */
function latestOf(createdAt: Date, changes: readonly CarePlanChange[]): Date {
  return new Date(Math.max(createdAt.getTime(), ...changes.map(({ changedAt }) => changedAt.getTime())));
}
