import { Int } from 'type-graphql';
import { count, extend, many, on, page } from '../../platform/graphql/reads';
import { Clinician } from '../identity';
import { Identifier, Patient } from '../patients';
import { CareActivity } from './care-activity.entity';
import { CareIdentifier } from './care-identifier.entity';
import { CarePlan } from './care-plan.entity';
import { CbtActivity } from './cbt-activity.entity';
import { CounselingNote } from './counseling-note.entity';
import { Dose } from './dose.entity';
import { MatActivity } from './mat-activity.entity';
import { MedicationRecord, SafetyFact } from './safety-fact.entity';
import { Attendance, Session } from './session.entity';

const session = on<Session>();

export const CareActivityFields = extend(
  () => CareActivity,
  (activity) => ({
    carePlan: activity
      .one(() => CarePlan, 'carePlanId')
      .nullable()
      .describe('The plan it belongs to. Null when you may see the activity and not the plan.'),
    identifiers: activity
      .derived(
        () => [Identifier],
        {
          identifiers: many(() => CareIdentifier)
            .by('activityId')
            .orderBy('system', 'value')
            .pick('system', 'value'),
        },
        ({ identifiers }) => identifiers,
      )
      .describe('What other systems call the activity.'),
    clinician: activity
      .one(() => Clinician, 'clinicianId')
      .nullable()
      .describe('Who carries it.'),
    sessions: page(() => Session)
      .by('activityId')
      .where(session.is('enteredInErrorAt', null))
      .orderByDescending('occurredAt')
      .describe('Its sessions, the latest first, without those entered in error.'),
  }),
);

export const CbtActivityFields = extend(
  () => CbtActivity,
  () => ({
    completedSessions: count(() => Session)
      .by('activityId')
      .where(session.is('attendance', Attendance.ATTENDED), session.is('enteredInErrorAt', null))
      .describe('How many sessions the patient has attended.'),
  }),
);

export const MatActivityFields = extend(
  () => MatActivity,
  () => ({
    doses: page(() => Dose)
      .by('activityId')
      .where(on<Dose>().is('enteredInErrorAt', null))
      .orderByDescending('takenAt')
      .describe('The doses that were recorded, the latest first, without those entered in error.'),
  }),
);

export const SessionFields = extend(
  () => Session,
  (own) => ({
    activity: own.one(() => CareActivity, 'activityId').describe('What it was a session of.'),
    clinician: own
      .one(() => Clinician, 'clinicianId')
      .nullable()
      .describe('Who held it.'),
    version: own
      .derived(
        () => Int,
        { version: true, note: own.one(() => CounselingNote, 'id').pick('version') },
        ({ version, note }) => version + (note?.version ?? 0),
      )
      .describe(
        'Grows by one with each change that you may see; send it back as expectedVersion. A counseling note moves it for those alone who may read the note.',
      ),
    note: own
      .derived(
        () => String,
        { note: own.one(() => CounselingNote, 'id').pick('note') },
        ({ note }) => note?.note ?? null,
      )
      .nullable()
      .describe(
        'The counseling note, kept apart from the record. Null unless you wrote it, or that category is granted to you.',
      ),
    identifiers: own
      .derived(
        () => [Identifier],
        {
          identifiers: many(() => CareIdentifier)
            .by('sessionId')
            .orderBy('system', 'value')
            .pick('system', 'value'),
        },
        ({ identifiers }) => identifiers,
      )
      .describe('What other systems call the session.'),
  }),
);

export const DoseFields = extend(
  () => Dose,
  (dose) => ({
    activity: dose.one(() => MatActivity, 'activityId').describe('The medication.'),
    recordedBy: dose
      .one(() => Clinician, 'recordedById')
      .nullable()
      .describe('Who recorded it.'),
  }),
);

export const PatientSafetyFacts = extend(
  () => Patient,
  (patient) => ({
    safetyFacts: patient
      .derived(
        () => [SafetyFact],
        {
          record: patient.one(() => MedicationRecord, 'id').pick('id'),
          facts: many(() => SafetyFact)
            .by('patientId')
            .where(on<SafetyFact>().is('enteredInErrorAt', null))
            .orderByDescending('observedOn'),
        },
        ({ record, facts }) => (record ? facts : null),
      )
      .nullable()
      .describe(
        'What is known that decides whether a medication is safe, the latest first, without what was entered in error. Null when you may not know.',
      ),
  }),
);
