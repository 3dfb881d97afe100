export {
  awardDueMilestones,
  awardMilestones,
  dueMilestones,
} from './milestones/award-due-milestones';
export { recovery } from './recovery.feature';
