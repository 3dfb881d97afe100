export { isOpenActivity, OPEN_ACTIVITY_STATUSES } from './activity-status';
export { CarePlanFilter } from './care-plan.edges';
export { CarePlan } from './care-plan.entity';
export { mayWriteCare, WHO_MAY_WRITE_CARE } from './care-plan.policy';
export { carePlans } from './care-plans.feature';
export { requirePastDay, requirePastInstant } from './check-dates';
export { MatActivity, Medication } from './mat-activity.entity';
export { SafetyFact, SafetyFactKind } from './safety-fact.entity';
