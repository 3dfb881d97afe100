import { extend, on, page } from '../../../platform/graphql/reads';
import { Patient } from '../../patients';
import { CheckIn } from './check-in.entity';

export const CheckInFields = extend(
  () => CheckIn,
  (checkIn) => ({ patient: checkIn.one(() => Patient, 'patientId').describe('Who said so.') }),
);

export const PatientCheckIns = extend(
  () => Patient,
  () => ({
    checkIns: page(() => CheckIn)
      .by('patientId')
      .where(on<CheckIn>().is('enteredInErrorAt', null))
      .orderByDescending('occurredAt')
      .describe('How the patient said that they were, the latest first, without what was entered in error.'),
  }),
);
