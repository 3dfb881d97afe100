import { extend, page } from '../../../platform/graphql/reads';
import { Clinician } from '../../identity';
import { Patient } from '../../patients';
import { MentorInvitation } from './mentor-invitation.entity';

export const MentorInvitationFields = extend(
  () => MentorInvitation,
  (own) => ({
    patient: own.one(() => Patient, 'patientId').describe('Who was asked.'),
    invitedBy: own
      .one(() => Clinician, 'invitedById')
      .nullable()
      .describe('The clinician who asked; null when it was the director.'),
  }),
);

export const PatientMentorInvitations = extend(
  () => Patient,
  () => ({
    mentorInvitations: page(() => MentorInvitation)
      .by('patientId')
      .orderByDescending('invitedAt')
      .describe('Invitations to mentor others, the latest first. For the patient and those who treat them.'),
  }),
);
