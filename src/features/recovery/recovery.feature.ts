import { defineFeature } from '../../access/feature';
import { AssessmentFields, PatientAssessments } from './assessments/assessment.edges';
import { Assessment, AssessmentIdentifier, AssessmentSexBand } from './assessments/assessment.entity';
import { AssessmentsResolver } from './assessments/assessments.resolver';
import './assessments/retract-assessment';
import { FollowUpFields } from './follow-ups/follow-up.edges';
import { FollowUp } from './follow-ups/follow-up.entity';
import { MentorInvitationFields, PatientMentorInvitations } from './mentor-invitations/mentor-invitation.edges';
import { MentorInvitation } from './mentor-invitations/mentor-invitation.entity';
import { MentorInvitationsResolver } from './mentor-invitations/mentor-invitations.resolver';

/** What becomes of recovery, day by day, and who is to do something about it: rank 7. */
export const recovery = defineFeature({
  name: 'recovery',
  folder: __dirname,
  rows: ['follow-ups/follow-ups', 'assessments/assessments', 'mentor-invitations/mentor-invitations'],
  entities: [FollowUp, Assessment, AssessmentSexBand, AssessmentIdentifier, MentorInvitation],
  resolvers: [
    FollowUpFields,
    AssessmentFields,
    PatientAssessments,
    AssessmentsResolver,
    MentorInvitationFields,
    PatientMentorInvitations,
    MentorInvitationsResolver,
  ],
});
