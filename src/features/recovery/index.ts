export { escalateDueFollowUps } from './follow-ups/escalate-due-follow-ups';
export {
  awardDueMilestones,
  awardMilestones,
  type DuePatient,
  dueMilestones,
} from './milestones/award-due-milestones';
export { recovery } from './recovery.feature';
