import {
  CarePlanStatus,
  isOpenCarePlan,
  nextCarePlanStatuses,
} from '../../../src/features/care-plans/care-plan-status';

/** Every step there is; whatever is not here must not be possible. */
const STEPS = new Set([
  'DRAFT → ACTIVE',
  'DRAFT → REVOKED',
  'DRAFT → ENTERED_IN_ERROR',
  'ACTIVE → ON_HOLD',
  'ACTIVE → COMPLETED',
  'ACTIVE → REVOKED',
  'ACTIVE → ENTERED_IN_ERROR',
  'ON_HOLD → ACTIVE',
  'ON_HOLD → COMPLETED',
  'ON_HOLD → REVOKED',
  'ON_HOLD → ENTERED_IN_ERROR',
  'COMPLETED → ENTERED_IN_ERROR',
  'REVOKED → ENTERED_IN_ERROR',
]);
const all = Object.values(CarePlanStatus);
const pairs = all.flatMap((from) => all.map((to) => ({ from, to, step: `${from} → ${to}` })));

describe('the statuses of a care plan', () => {
  it.each(pairs.filter(({ step }) => STEPS.has(step)))('allows $step', ({ from, to }) => {
    expect(nextCarePlanStatuses(from)).toContain(to);
  });

  it.each(pairs.filter(({ step }) => !STEPS.has(step)))('refuses $step', ({ from, to }) => {
    expect(nextCarePlanStatuses(from)).not.toContain(to);
  });

  it('are open until the plan is completed, revoked or found to be a mistake', () => {
    expect(all.filter(isOpenCarePlan)).toEqual(['DRAFT', 'ACTIVE', 'ON_HOLD']);
  });
});
