import { dayIn } from '../../../src/platform/calendar/day-in';

it.each([
  ['America/Los_Angeles', '2026-03-08T07:59:59Z', '2026-03-07'],
  ['America/Los_Angeles', '2026-03-08T08:00:00Z', '2026-03-08'],
  // The night on which clocks go forward: midnight is an hour earlier in UTC the day after.
  ['America/Los_Angeles', '2026-03-09T07:00:00Z', '2026-03-09'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
  ['Pacific/Pago_Pago', '2027-01-01T10:59:59Z', '2026-12-31'],
])('knows the day in %s at %s', (zone, instant, day) => {
  expect(dayIn(zone, new Date(instant))).toBe(day);
});

it('finds no day where there is no such zone', () => {
  expect(() => dayIn('Mars/Olympus_Mons', new Date())).toThrow('no such time zone');
});
