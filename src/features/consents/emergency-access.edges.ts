import { Role } from '../../access/role';
import { extend, on, page, queries } from '../../platform/graphql/reads';
import { Clinician } from '../identity';
import { Patient } from '../patients';
import { EmergencyAccess } from './emergency-access.entity';

export const EmergencyAccessFields = extend(
  () => EmergencyAccess,
  (access) => ({
    patient: access
      .one(() => Patient, 'patientId')
      .nullable()
      .describe('Whose record it was. Null when you may not see them, as whoever looked after the 60 minutes.'),
    clinician: access.one(() => Clinician, 'clinicianId').describe('Who looked.'),
    reviewedBy: access
      .one(() => Clinician, 'reviewedById')
      .nullable()
      .describe('Who reviewed it, where the login of the reviewer is that of a clinician.'),
  }),
);

export const EmergencyAccessQueries = queries({
  emergencyAccesses: page(() => EmergencyAccess)
    .arg(
      'reviewed',
      () => Boolean,
      'True: only those that were reviewed; false: only those that wait for it.',
      on<EmergencyAccess>().equals('isReviewed'),
    )
    .orderByDescending('grantedAt')
    .allow([Role.PRIVACY_OFFICER, Role.PATIENT, Role.CLINICIAN])
    .describe(
      'Emergency accesses, the latest first: all of the program for the privacy officer, those to their own record for a patient, their own for a clinician.',
    ),
});
