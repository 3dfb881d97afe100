import { registerEnumType } from 'type-graphql';

/** Where an activity stands (HL7 FHIR R4 CarePlan.activity.detail.status). */
export enum ActivityStatus {
  NOT_STARTED = 'NOT_STARTED',
  SCHEDULED = 'SCHEDULED',
  IN_PROGRESS = 'IN_PROGRESS',
  ON_HOLD = 'ON_HOLD',
  COMPLETED = 'COMPLETED',
  STOPPED = 'STOPPED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(ActivityStatus, {
  name: 'ActivityStatus',
  description: 'Where an activity stands (HL7 FHIR R4 CarePlan.activity.detail.status).',
  valuesConfig: {
    NOT_STARTED: { description: 'Planned; nothing has been done yet.' },
    SCHEDULED: { description: 'An appointment is made; it has not begun.' },
    IN_PROGRESS: { description: 'Under way.' },
    ON_HOLD: { description: 'Paused, and expected to go on.' },
    COMPLETED: { description: 'Carried out.' },
    STOPPED: { description: 'Ended before it was carried out, begun or not.' },
    ENTERED_IN_ERROR: { description: 'Made by mistake; it never should have been. It stays, marked.' },
  },
});

const { NOT_STARTED, SCHEDULED, IN_PROGRESS, ON_HOLD, COMPLETED, STOPPED, ENTERED_IN_ERROR } = ActivityStatus;

/**
 * The steps between the statuses of HL7 FHIR R4 CarePlan.activity.detail.status, by what FHIR says each means:
 * only what was begun can pause or be carried out, and an appointment may fall through. FHIR's cancelled is STOPPED here.
 */
const STEPS: Record<ActivityStatus, readonly ActivityStatus[]> = {
  NOT_STARTED: [SCHEDULED, IN_PROGRESS, STOPPED, ENTERED_IN_ERROR],
  SCHEDULED: [NOT_STARTED, IN_PROGRESS, STOPPED, ENTERED_IN_ERROR],
  IN_PROGRESS: [ON_HOLD, COMPLETED, STOPPED, ENTERED_IN_ERROR],
  ON_HOLD: [IN_PROGRESS, COMPLETED, STOPPED, ENTERED_IN_ERROR],
  COMPLETED: [ENTERED_IN_ERROR],
  STOPPED: [ENTERED_IN_ERROR],
  ENTERED_IN_ERROR: [],
};

/** The statuses an activity may go to from this one. */
export function nextActivityStatuses(from: ActivityStatus): readonly ActivityStatus[] {
  return STEPS[from];
}

/** Statuses in which an activity may still be worked on: revised, and given sessions and doses. */
export const OPEN_ACTIVITY_STATUSES: readonly ActivityStatus[] = [NOT_STARTED, SCHEDULED, IN_PROGRESS, ON_HOLD];

/** Whether an activity of this status may still be worked on. */
export function isOpenActivity(status: ActivityStatus): boolean {
  return OPEN_ACTIVITY_STATUSES.includes(status);
}
