import { bitOf, DataCategory } from '../../../access/data-category';
import { dayIn } from '../../../platform/calendar/day-in';
import { extend, many, on } from '../../../platform/graphql/reads';
import {
  isOpenActivity,
  MatActivity,
  Medication,
  OPEN_ACTIVITY_STATUSES,
  SafetyFact,
  SafetyFactKind,
} from '../../care-plans';
import { Patient, PatientSight } from '../../patients';
import { lastDayOfUse, ReturnToUse, ReturnToUseStatus, type Told } from '../../recovery';
import { type Check, checkMedication } from './check-medication';
import { MedicationWarning } from './medication-warning';

const NOTHING: Check = { warnings: [], notChecked: [] };

const { ENTERED_IN_ERROR, ...STANDING } = ReturnToUseStatus;

export const MatActivityInsight = extend(
  () => MatActivity,
  (activity) => {
    const needs = {
      id: true,
      medication: true,
      status: true,
      sight: activity.one(() => PatientSight, 'patientId').pick('bits'),
      facts: many(() => SafetyFact)
        .by('patientId')
        .of('patientId')
        .where(on<SafetyFact>().is('enteredInErrorAt', null))
        .orderByDescending('observedOn')
        .pick('kind', 'value', 'observedOn'),
      medications: many(() => MatActivity)
        .by('patientId')
        .of('patientId')
        .where(on<MatActivity>().isOneOf('status', OPEN_ACTIVITY_STATUSES))
        .orderBy('id')
        .pick('id', 'medication'),
      returns: many(() => ReturnToUse)
        .by('patientId')
        .of('patientId')
        // The others do not depend on it: whom account is kept of is not said to have been told of a return.
        .ofThose('medication', [Medication.DISULFIRAM])
        .ofThose('status', OPEN_ACTIVITY_STATUSES)
        .where(on<ReturnToUse>().isOneOf('status', Object.values(STANDING)))
        .orderByDescending('occurredOn')
        .pick('occurredOn', 'precision', 'lastUseAt', 'sharedAt'),
      patient: activity.one(() => Patient, 'patientId').pick('timeZone'),
    } as const;
    const check = (row: Looked): Check | null => checkOf(row);
    return {
      warnings: activity
        .derived(
          () => [MedicationWarning],
          needs,
          (row) => check(row)?.warnings ?? null,
        )
        .nullable()
        .describe(
          'What is known that speaks against this medication, while it goes on. Null, never empty, when you may not see something that it depends on: disulfiram is looked at again at every return to use. Beside naltrexone, acamprosate and disulfiram nothing but allergies, and naltrexone beside an opioid, is looked at.',
        ),
      notChecked: activity
        .derived(
          () => [SafetyFactKind],
          needs,
          (row) => check(row)?.notChecked ?? null,
        )
        .nullable()
        .describe(
          'What this medication depends on and nobody has recorded, so that it is not checked, which is never "safe". Null as warnings are.',
        ),
      isDoseOverdue: activity
        .derived(
          () => Boolean,
          { status: true, nextDoseOn: true, patient: activity.one(() => Patient, 'patientId').pick('timeZone') },
          ({ status, nextDoseOn, patient }, _args, now) =>
            isOpenActivity(status) &&
            nextDoseOn !== null &&
            patient !== null &&
            nextDoseOn < dayIn(patient.timeZone, now),
        )
        .describe('Whether the day of the next dose is over, as the patient counts days, and the medication goes on.'),
    };
  },
);

interface Looked {
  readonly id: string;
  readonly medication: Medication;
  readonly status: MatActivity['status'];
  readonly sight: { readonly bits: number } | null;
  readonly facts: readonly Pick<SafetyFact, 'kind' | 'value' | 'observedOn'>[];
  readonly medications: readonly Pick<MatActivity, 'id' | 'medication'>[];
  readonly returns: readonly Told[];
  readonly patient: Pick<Patient, 'timeZone'> | null;
}

/** @returns null when something that it depends on is withheld */
function checkOf({ id, medication, status, sight, facts, medications, returns, patient }: Looked): Check | null {
  const seesReturns = ((sight?.bits ?? 0) & bitOf(DataCategory.RETURN_TO_USE)) !== 0;
  if (patient === null || (medication === Medication.DISULFIRAM && !seesReturns)) return null;
  if (!isOpenActivity(status)) return NOTHING;
  const beside = medications.filter((other) => other.id !== id).map((other) => other.medication);
  const lastReturnOn = returns
    .map((told) => lastDayOfUse(told, patient.timeZone))
    .toSorted()
    .at(-1);
  return checkMedication(medication, { facts, beside, lastReturnOn });
}
