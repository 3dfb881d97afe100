export {
  awardDueMilestones,
  awardMilestones,
  type DuePatient,
  dueMilestones,
} from './milestones/award-due-milestones';
export { recovery } from './recovery.feature';
