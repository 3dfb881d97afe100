import { defineFeature } from '../../access/feature';
import { AssessmentFields, PatientAssessments } from './assessments/assessment.edges';
import { Assessment, AssessmentIdentifier, AssessmentSexBand } from './assessments/assessment.entity';
import { AssessmentsResolver } from './assessments/assessments.resolver';
import './assessments/retract-assessment';
import { CheckInFields, PatientCheckIns } from './check-ins/check-in.edges';
import { CheckIn } from './check-ins/check-in.entity';
import { CheckInsResolver } from './check-ins/check-ins.resolver';
import './check-ins/retract-check-in';
import { FollowUpConcern } from './concerns/follow-up-concern.edges';
import { FollowUpFields, FollowUpQueries, PatientFollowUps } from './follow-ups/follow-up.edges';
import { FollowUp } from './follow-ups/follow-up.entity';
import { FollowUpResolver } from './follow-ups/follow-up.resolver';
import { MentorInvitationFields, PatientMentorInvitations } from './mentor-invitations/mentor-invitation.edges';
import { MentorInvitation } from './mentor-invitations/mentor-invitation.entity';
import { MentorInvitationsResolver } from './mentor-invitations/mentor-invitations.resolver';
import { Encouragement } from './milestones/encouragement.entity';
import { MilestoneFields, PatientMilestones } from './milestones/milestone.edges';
import { Milestone } from './milestones/milestone.entity';
import { MilestonesResolver } from './milestones/milestones.resolver';
import './milestones/retract-milestone';
import { PatientRecoveryFields, RecoveryPeriodFields } from './periods/recovery-period.edges';
import { PatientRecovery, RecoveryCount, RecoveryPeriod } from './periods/recovery-period.entity';
import { RecoveryPeriodsResolver } from './periods/recovery-periods.resolver';
import './periods/retract-recovery-period';
import './returns-to-use/retract-return-to-use';
import { PatientReturnsToUse, ReturnToUseFields } from './returns-to-use/return-to-use.edges';
import { ReturnToUse } from './returns-to-use/return-to-use.entity';
import { ReturnToUseResolver } from './returns-to-use/return-to-use.resolver';

/** What becomes of recovery, day by day, and who is to do something about it: rank 7. */
export const recovery = defineFeature({
  name: 'recovery',
  folder: __dirname,
  rows: [
    'follow-ups/follow-ups',
    'follow-ups/passing-on',
    'concerns/concerns',
    'periods/periods',
    'milestones/milestones',
    'check-ins/check-ins',
    'returns-to-use/returns-to-use',
    'assessments/assessments',
    'mentor-invitations/mentor-invitations',
  ],
  entities: [
    FollowUp,
    RecoveryPeriod,
    PatientRecovery,
    RecoveryCount,
    Milestone,
    Encouragement,
    CheckIn,
    ReturnToUse,
    Assessment,
    AssessmentSexBand,
    AssessmentIdentifier,
    MentorInvitation,
  ],
  resolvers: [
    FollowUpFields,
    PatientFollowUps,
    FollowUpQueries,
    FollowUpResolver,
    FollowUpConcern,
    RecoveryPeriodFields,
    PatientRecoveryFields,
    RecoveryPeriodsResolver,
    MilestoneFields,
    PatientMilestones,
    MilestonesResolver,
    CheckInFields,
    PatientCheckIns,
    CheckInsResolver,
    ReturnToUseFields,
    PatientReturnsToUse,
    ReturnToUseResolver,
    AssessmentFields,
    PatientAssessments,
    AssessmentsResolver,
    MentorInvitationFields,
    PatientMentorInvitations,
    MentorInvitationsResolver,
  ],
});
