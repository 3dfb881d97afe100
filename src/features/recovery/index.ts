export { Assessment } from './assessments/assessment.entity';
export { CheckIn } from './check-ins/check-in.entity';
export { escalateDueFollowUps } from './follow-ups/escalate-due-follow-ups';
export { FollowUp } from './follow-ups/follow-up.entity';
export { awardDueMilestones, awardMilestones, dueMilestones } from './milestones/award-due-milestones';
export { Milestone } from './milestones/milestone.entity';
export { recovery } from './recovery.feature';
export { ReturnToUse } from './returns-to-use/return-to-use.entity';
export { ReturnToUseStatus } from './returns-to-use/return-to-use-status';
