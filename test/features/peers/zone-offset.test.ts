import { zoneOffset } from '../../../src/features/peers/zone-offset';

const HOUR = 3_600_000;

describe('zoneOffset', () => {
  it('is the same when asked again', () => {
    const instant = Date.parse('2026-07-01T12:00:30Z');
    expect([zoneOffset('Asia/Kathmandu', instant), zoneOffset('Asia/Kathmandu', instant)]).toEqual([
      5.75 * HOUR,
      5.75 * HOUR,
    ]);
    expect(zoneOffset('America/New_York', instant)).toBe(-4 * HOUR);
  });

  it('changes at the minute that clocks do, also where that is one past midnight', () => {
    const change = Date.parse('2010-03-14T03:31:00Z'); // 00:01 in Newfoundland
    expect(zoneOffset('America/St_Johns', change - 1)).toBe(-3.5 * HOUR);
    expect(zoneOffset('America/St_Johns', change)).toBe(-2.5 * HOUR);
  });

  it('is no number for a zone or an instant that does not exist', () => {
    expect(zoneOffset('Mars/Olympus', 0)).toBeNaN();
    expect(zoneOffset('UTC', Number.NaN)).toBeNaN();
  });
});
