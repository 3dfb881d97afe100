export { CarePlanFilter } from './care-plan.edges';
export { CarePlan } from './care-plan.entity';
export { CarePlanStatus } from './care-plan-status';
export { carePlans } from './care-plans.feature';
