import { registerEnumType } from 'type-graphql';

/** How far the answer to a return to use has come. */
export enum ReturnToUseStatus {
  SHARED = 'SHARED',
  ACKNOWLEDGED = 'ACKNOWLEDGED',
  SUPPORT_IN_PROGRESS = 'SUPPORT_IN_PROGRESS',
  PLAN_REVIEWED = 'PLAN_REVIEWED',
  SETTLED = 'SETTLED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(ReturnToUseStatus, {
  name: 'ReturnToUseStatus',
  description: 'How far the answer to a return to use has come.',
  valuesConfig: {
    SHARED: { description: 'Somebody has told us.' },
    ACKNOWLEDGED: { description: 'Somebody of the care team has read it and is in touch.' },
    SUPPORT_IN_PROGRESS: { description: 'Support is under way.' },
    PLAN_REVIEWED: { description: 'The care plan was looked at together.' },
    SETTLED: { description: 'The person goes on, with what they need.' },
    ENTERED_IN_ERROR: { description: 'It should never have been written down. It stays, marked.' },
  },
});

const { ACKNOWLEDGED, SUPPORT_IN_PROGRESS, PLAN_REVIEWED, SETTLED } = ReturnToUseStatus;

/** One step after the other. That it was a mistake is said with markEnteredInError. */
const NEXT: Record<ReturnToUseStatus, readonly ReturnToUseStatus[]> = {
  SHARED: [ACKNOWLEDGED],
  ACKNOWLEDGED: [SUPPORT_IN_PROGRESS],
  SUPPORT_IN_PROGRESS: [PLAN_REVIEWED],
  PLAN_REVIEWED: [SETTLED],
  SETTLED: [],
  ENTERED_IN_ERROR: [],
};

/** Where a return to use may go from here. */
export function nextReturnStatuses(from: ReturnToUseStatus): readonly ReturnToUseStatus[] {
  return NEXT[from];
}
