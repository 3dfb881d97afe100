export { FollowUp } from './follow-ups/follow-up.entity';
export { recovery } from './recovery.feature';
