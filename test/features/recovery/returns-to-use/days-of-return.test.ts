import { daysOf, lastDayOfUse } from '../../../../src/features/recovery/returns-to-use/days-of-return';
import { DatePrecision } from '../../../../src/features/recovery/returns-to-use/return-to-use.entity';

const { DAY, WEEK, MONTH } = DatePrecision;
const LOS_ANGELES = 'America/Los_Angeles';
const told = (precision: DatePrecision, sharedAt: string, lastUseAt?: string) => ({
  occurredOn: '2026-11-01',
  precision,
  sharedAt: new Date(sharedAt),
  lastUseAt: lastUseAt === undefined ? null : new Date(lastUseAt),
});

describe('the days of a return to use', () => {
  it('are as many as its day is not known exactly', () => {
    expect(daysOf('2026-11-01', DAY)).toEqual({ first: '2026-11-01', last: '2026-11-01' });
    // Whether a week begins on Sunday or on Monday, nobody said.
    expect(daysOf('2026-11-01', WEEK)).toEqual({ first: '2026-10-26', last: '2026-11-07' });
    expect(daysOf('2028-02-10', MONTH)).toEqual({ first: '2028-02-01', last: '2028-02-29' });
  });

  it('end with the day on which it was shared, where the person is', () => {
    expect(lastDayOfUse(told(DAY, '2026-11-27T20:00:00Z'), LOS_ANGELES)).toBe('2026-11-01');
    expect(lastDayOfUse(told(MONTH, '2026-12-27T20:00:00Z'), LOS_ANGELES)).toBe('2026-11-30');
    expect(lastDayOfUse(told(MONTH, '2026-11-11T07:00:00Z'), LOS_ANGELES)).toBe('2026-11-10');
    expect(lastDayOfUse(told(WEEK, '2026-11-11T07:00:00Z'), LOS_ANGELES)).toBe('2026-11-07');
    // Somebody who lived further east when they told of it: not before the day that they named.
    expect(lastDayOfUse(told(DAY, '2026-10-31T20:00:00Z'), LOS_ANGELES)).toBe('2026-11-01');
  });

  it('go on until the last use, where that is later', () => {
    expect(lastDayOfUse(told(DAY, '2026-11-27T20:00:00Z', '2026-11-26T05:00:00Z'), LOS_ANGELES)).toBe('2026-11-25');
    expect(lastDayOfUse(told(MONTH, '2026-12-27T20:00:00Z', '2026-11-26T05:00:00Z'), LOS_ANGELES)).toBe('2026-11-30');
  });
});
