export { RecordReference } from './completion';
export type { PlanContext, PlannedStatement } from './context';
export { createExecutor, type Executor } from './executor';
export { installPlan } from './install';
