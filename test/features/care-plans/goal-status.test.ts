import { GoalStatus, isOpenGoal, nextGoalStatuses } from '../../../src/features/care-plans/goal-status';

/** Every step there is; whatever is not here must not be possible. */
const STEPS = new Set([
  'PROPOSED → ACTIVE',
  'PROPOSED → CANCELLED',
  'ACTIVE → ON_HOLD',
  'ACTIVE → ACHIEVED',
  'ACTIVE → NOT_ACHIEVED',
  'ACTIVE → CANCELLED',
  'ON_HOLD → ACTIVE',
  'ON_HOLD → ACHIEVED',
  'ON_HOLD → NOT_ACHIEVED',
  'ON_HOLD → CANCELLED',
  'NOT_ACHIEVED → ACTIVE',
]);
const all = Object.values(GoalStatus);
const pairs = all.flatMap((from) => all.map((to) => ({ from, to, step: `${from} → ${to}` })));

describe('the statuses of a goal', () => {
  it.each(pairs.filter(({ step }) => STEPS.has(step)))('allows $step', ({ from, to }) => {
    expect(nextGoalStatuses(from)).toContain(to);
  });

  it.each(pairs.filter(({ step }) => !STEPS.has(step)))('refuses $step', ({ from, to }) => {
    expect(nextGoalStatuses(from)).not.toContain(to);
  });

  it('let a goal be reworded until it is reached or given up', () => {
    expect(all.filter(isOpenGoal)).toEqual(['PROPOSED', 'ACTIVE', 'ON_HOLD', 'NOT_ACHIEVED']);
  });
});
