import { extend } from '../../../platform/graphql/reads';
import { Patient } from '../../patients';
import { FollowUp } from './follow-up.entity';

export const FollowUpFields = extend(
  () => FollowUp,
  (followUp) => ({
    patient: followUp.one(() => Patient, 'patientId').describe('Whom it is for.'),
  }),
);
