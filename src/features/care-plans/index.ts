export { isOpenActivity, OPEN_ACTIVITY_STATUSES } from './activity-status';
export { CarePlanFilter } from './care-plan.edges';
export { CarePlan } from './care-plan.entity';
export { carePlans } from './care-plans.feature';
export { MatActivity, Medication } from './mat-activity.entity';
export { SafetyFact, SafetyFactKind } from './safety-fact.entity';
export { requirePastInstant } from './check-dates';
