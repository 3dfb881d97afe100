import { ActivityStatus, isOpenActivity, nextActivityStatuses } from '../../../src/features/care-plans/activity-status';

/** Every step there is; whatever is not here must not be possible. */
const STEPS = new Set([
  'NOT_STARTED → SCHEDULED',
  'NOT_STARTED → IN_PROGRESS',
  'NOT_STARTED → STOPPED',
  'NOT_STARTED → ENTERED_IN_ERROR',
  'SCHEDULED → NOT_STARTED',
  'SCHEDULED → IN_PROGRESS',
  'SCHEDULED → STOPPED',
  'SCHEDULED → ENTERED_IN_ERROR',
  'IN_PROGRESS → ON_HOLD',
  'IN_PROGRESS → COMPLETED',
  'IN_PROGRESS → STOPPED',
  'IN_PROGRESS → ENTERED_IN_ERROR',
  'ON_HOLD → IN_PROGRESS',
  'ON_HOLD → COMPLETED',
  'ON_HOLD → STOPPED',
  'ON_HOLD → ENTERED_IN_ERROR',
  'COMPLETED → ENTERED_IN_ERROR',
  'STOPPED → ENTERED_IN_ERROR',
]);
const all = Object.values(ActivityStatus);
const pairs = all.flatMap((from) => all.map((to) => ({ from, to, step: `${from} → ${to}` })));

describe('the statuses of an activity', () => {
  it.each(pairs.filter(({ step }) => STEPS.has(step)))('allows $step', ({ from, to }) => {
    expect(nextActivityStatuses(from)).toContain(to);
  });

  it.each(pairs.filter(({ step }) => !STEPS.has(step)))('refuses $step', ({ from, to }) => {
    expect(nextActivityStatuses(from)).not.toContain(to);
  });

  it('are open until the activity is completed, stopped or found to be a mistake', () => {
    expect(all.filter(isOpenActivity)).toEqual(['NOT_STARTED', 'SCHEDULED', 'IN_PROGRESS', 'ON_HOLD']);
  });
});
