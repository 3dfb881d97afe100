import { extend, many, on, page, type SetRead } from '../../../platform/graphql/reads';
import { Patient } from '../../patients';
import { PatientRecovery, RecoveryCount, RecoveryPeriod } from './recovery-period.entity';
import { RecoverySummary } from './recovery-summary';
import { summarizeRecovery } from './summarize-recovery';

/** Periods that stand. */
function standing(read: SetRead<RecoveryPeriod>): SetRead<RecoveryPeriod> {
  return read.by('patientId').where(on<RecoveryPeriod>().is('enteredInErrorAt', null));
}

export const RecoveryPeriodFields = extend(
  () => RecoveryPeriod,
  (period) => ({ patient: period.one(() => Patient, 'patientId').describe('Whose recovery it is.') }),
);

export const PatientRecoveryFields = extend(
  () => Patient,
  (own) => ({
    recovery: own
      .derived(
        () => RecoverySummary,
        {
          timeZone: true,
          recovery: own.one(() => PatientRecovery, 'id').pick('basis', 'hidesDays'),
          count: own.one(() => RecoveryCount, 'id').pick('anchorOn', 'days', 'floorDays'),
          periods: standing(many(() => RecoveryPeriod))
            .orderBy('startedOn')
            .pick('startedOn', 'endedOn'),
        },
        (rows, _args, now) => summarizeRecovery(rows, now),
      )
      .nullable()
      .describe('How recovery goes, in days. Null when there was no period yet, or you may not know.'),
    recoveryPeriods: standing(page(() => RecoveryPeriod))
      .orderByDescending('startedOn')
      .describe('The periods of recovery, the latest first, without those entered in error.'),
  }),
);
