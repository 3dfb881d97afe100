import { registerEnumType } from 'type-graphql';

/** Where a goal stands (HL7 FHIR Goal.lifecycleStatus and achievementStatus in one). */
export enum GoalStatus {
  PROPOSED = 'PROPOSED',
  ACTIVE = 'ACTIVE',
  ON_HOLD = 'ON_HOLD',
  ACHIEVED = 'ACHIEVED',
  NOT_ACHIEVED = 'NOT_ACHIEVED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(GoalStatus, {
  name: 'GoalStatus',
  description: 'Where a goal stands (HL7 FHIR Goal.lifecycleStatus and achievementStatus in one).',
  valuesConfig: {
    PROPOSED: { description: 'Suggested; not taken up yet.' },
    ACTIVE: { description: 'Being worked towards.' },
    ON_HOLD: { description: 'Paused, and expected to go on.' },
    ACHIEVED: { description: 'The patient got there.' },
    NOT_ACHIEVED: { description: 'Not reached this time. It can be taken up again.' },
    CANCELLED: { description: 'No longer a goal.' },
  },
});

const { ACTIVE, ON_HOLD, ACHIEVED, NOT_ACHIEVED, CANCELLED } = GoalStatus;

/**
 * The steps of a goal, after HL7 FHIR R4 Goal.lifecycleStatus (proposed, active, on-hold, completed, cancelled), where completed is told apart
 * as achievementStatus does: achieved or not achieved. What was not reached may always be taken up again.
 */
const STEPS: Record<GoalStatus, readonly GoalStatus[]> = {
  PROPOSED: [ACTIVE, CANCELLED],
  ACTIVE: [ON_HOLD, ACHIEVED, NOT_ACHIEVED, CANCELLED],
  ON_HOLD: [ACTIVE, ACHIEVED, NOT_ACHIEVED, CANCELLED],
  ACHIEVED: [],
  NOT_ACHIEVED: [ACTIVE],
  CANCELLED: [],
};

/** The statuses a goal may go to from this one. */
export function nextGoalStatuses(from: GoalStatus): readonly GoalStatus[] {
  return STEPS[from];
}

/** Whether a goal of this status may still be reworded. */
export function isOpenGoal(status: GoalStatus): boolean {
  return status !== ACHIEVED && status !== CANCELLED;
}
