import { defineFeature } from '../../access/feature';
import { CheckInFields, PatientCheckIns } from './check-ins/check-in.edges';
import { CheckIn } from './check-ins/check-in.entity';
import { CheckInsResolver } from './check-ins/check-ins.resolver';
import './check-ins/retract-check-in';
import { FollowUpConcern } from './concerns/follow-up-concern.edges';
import { FollowUpFields } from './follow-ups/follow-up.edges';
import { FollowUp } from './follow-ups/follow-up.entity';
import { Encouragement } from './milestones/encouragement.entity';
import { MilestoneFields, PatientMilestones } from './milestones/milestone.edges';
import { Milestone } from './milestones/milestone.entity';
import { MilestonesResolver } from './milestones/milestones.resolver';
import './milestones/retract-milestone';
import { PatientRecoveryFields, RecoveryPeriodFields } from './periods/recovery-period.edges';
import { PatientRecovery, RecoveryCount, RecoveryPeriod } from './periods/recovery-period.entity';
import { RecoveryPeriodsResolver } from './periods/recovery-periods.resolver';
import './periods/retract-recovery-period';

/** What becomes of recovery, day by day, and who is to do something about it: rank 7. */
export const recovery = defineFeature({
  name: 'recovery',
  folder: __dirname,
  rows: [
    'follow-ups/follow-ups',
    'concerns/concerns',
    'periods/periods',
    'milestones/milestones',
    'check-ins/check-ins',
  ],
  entities: [FollowUp, RecoveryPeriod, PatientRecovery, RecoveryCount, Milestone, Encouragement, CheckIn],
  resolvers: [
    FollowUpFields,
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
  ],
});
