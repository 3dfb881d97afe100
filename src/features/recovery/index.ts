export { escalateDueFollowUps } from './follow-ups/escalate-due-follow-ups';
export { recovery } from './recovery.feature';
