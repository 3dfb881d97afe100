export { CarePlanFilter } from './care-plan.edges';
export { CarePlan } from './care-plan.entity';
export { carePlans } from './care-plans.feature';
export { CbtActivity } from './cbt-activity.entity';
export { CounselingActivity } from './counseling-activity.entity';
export { Goal } from './goal.entity';
export { MatActivity } from './mat-activity.entity';
export { Session } from './session.entity';
