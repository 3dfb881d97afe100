import { registerEnumType } from 'type-graphql';

/** Where a care plan stands (HL7 FHIR CarePlan.status). */
export enum CarePlanStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  ON_HOLD = 'ON_HOLD',
  COMPLETED = 'COMPLETED',
  REVOKED = 'REVOKED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(CarePlanStatus, {
  name: 'CarePlanStatus',
  description: 'Where a care plan stands (HL7 FHIR CarePlan.status).',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody acts on it yet.' },
    ACTIVE: { description: 'In force.' },
    ON_HOLD: { description: 'Paused, and expected to go on.' },
    COMPLETED: { description: 'Carried out.' },
    REVOKED: { description: 'Given up before it was carried out.' },
    ENTERED_IN_ERROR: { description: 'Made by mistake; it never should have been. It stays, marked.' },
  },
});

const { DRAFT, ACTIVE, ON_HOLD, COMPLETED, REVOKED, ENTERED_IN_ERROR } = CarePlanStatus;

/**
 * The steps of HL7 FHIR CarePlan.status, as the request state machine of FHIR R5 draws them: draft → active ⇄ on-hold → completed | revoked.
 * A draft that is given up is revoked. From anywhere a plan can be found to be a mistake.
 */
const STEPS: Record<CarePlanStatus, readonly CarePlanStatus[]> = {
  DRAFT: [ACTIVE, REVOKED, ENTERED_IN_ERROR],
  ACTIVE: [ON_HOLD, COMPLETED, REVOKED, ENTERED_IN_ERROR],
  ON_HOLD: [ACTIVE, COMPLETED, REVOKED, ENTERED_IN_ERROR],
  COMPLETED: [ENTERED_IN_ERROR],
  REVOKED: [ENTERED_IN_ERROR],
  ENTERED_IN_ERROR: [],
};

/** The statuses a plan may go to from this one. */
export function nextCarePlanStatuses(from: CarePlanStatus): readonly CarePlanStatus[] {
  return STEPS[from];
}

/** Whether a plan of this status may still be worked on: revised, and given goals, activities and sessions. */
export function isOpenCarePlan(status: CarePlanStatus): boolean {
  return status === DRAFT || status === ACTIVE || status === ON_HOLD;
}
