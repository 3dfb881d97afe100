import { readPlan } from '../../bench/verify/read-plan.mjs';

describe('the header x-plan', () => {
  it('says how many statements and round trips there were', () => {
    expect(readPlan('1 statement, 2 round trips')).toEqual({ statements: 1, roundTrips: 2 });
    expect(readPlan('12 statements, 1 round trip')).toEqual({ statements: 12, roundTrips: 1 });
  });

  it('says nothing where there is none, or one of another kind', () => {
    expect(readPlan(null)).toBeNull();
    expect(readPlan('fast')).toBeNull();
  });
});
