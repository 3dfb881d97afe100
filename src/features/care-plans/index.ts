export { CarePlanFilter } from './care-plan.edges';
export { CarePlan } from './care-plan.entity';
export { carePlans } from './care-plans.feature';
export { requirePastInstant } from './check-dates';
