import { DateTime } from 'luxon';
import { extend, many, on } from '../../../platform/graphql/reads';
import { isOpenActivity, MatActivity, OPEN_ACTIVITY_STATUSES, SafetyFact, SafetyFactKind } from '../../care-plans';
import { Patient } from '../../patients';
import { type Check, checkMedication } from './check-medication';
import { MedicationWarning } from './medication-warning';

const NOTHING: Check = { warnings: [], notChecked: [] };

export const MatActivityInsight = extend(
  () => MatActivity,
  (activity) => {
    const needs = {
      id: true,
      medication: true,
      status: true,
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
    } as const;
    return {
      warnings: activity
        .derived(
          () => [MedicationWarning],
          needs,
          (row) => checkOf(row).warnings,
        )
        .nullable()
        .describe('x'),
      notChecked: activity
        .derived(
          () => [SafetyFactKind],
          needs,
          (row) => checkOf(row).notChecked,
        )
        .nullable()
        .describe('y'),
      isDoseOverdue: activity
        .derived(
          () => Boolean,
          { status: true, nextDoseOn: true, patient: activity.one(() => Patient, 'patientId').pick('timeZone') },
          ({ status, nextDoseOn, patient }, _args, now) =>
            isOpenActivity(status) && patient !== null && isBeforeToday(nextDoseOn, now, patient.timeZone),
        )
        .describe('z'),
    };
  },
);
