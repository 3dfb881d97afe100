import { defineFeature } from '../../access/feature';
import { CareActivitiesResolver } from './care-activities.resolver';
import {
  CareActivityFields,
  CbtActivityFields,
  DoseFields,
  MatActivityFields,
  PatientSafetyFacts,
  SessionFields,
} from './care-activity.edges';
import { CareActivity } from './care-activity.entity';
import { CareIdentifier } from './care-identifier.entity';
import { CarePlanFields, CarePlanQueries, GoalFields, PatientCarePlans } from './care-plan.edges';
import { CarePlan, CarePlanChange } from './care-plan.entity';
import { CarePlansResolver } from './care-plans.resolver';
import { CbtActivity } from './cbt-activity.entity';
import { CounselingActivity } from './counseling-activity.entity';
import { CounselingNote } from './counseling-note.entity';
import { CounselingNotesResolver } from './counseling-notes.resolver';
import { DischargedPlansResolver } from './discharged-plans.resolver';
import { Dose } from './dose.entity';
import { Goal } from './goal.entity';
import { MatActivity } from './mat-activity.entity';
import './retract-care';
import { MedicationRecord, SafetyFact } from './safety-fact.entity';
import { Session } from './session.entity';

/** The professional half: plans, goals, activities with their sessions and doses, and what makes medication safe: rank 5. */
export const carePlans = defineFeature({
  name: 'care-plans',
  folder: __dirname,
  entities: [
    CarePlan,
    CarePlanChange,
    Goal,
    CareActivity,
    CbtActivity,
    MatActivity,
    CounselingActivity,
    Session,
    CounselingNote,
    Dose,
    SafetyFact,
    MedicationRecord,
    CareIdentifier,
  ],
  resolvers: [
    CarePlanFields,
    GoalFields,
    PatientCarePlans,
    CarePlanQueries,
    CareActivityFields,
    CbtActivityFields,
    MatActivityFields,
    SessionFields,
    DoseFields,
    PatientSafetyFacts,
    CarePlansResolver,
    CareActivitiesResolver,
    CounselingNotesResolver,
    DischargedPlansResolver,
  ],
});
