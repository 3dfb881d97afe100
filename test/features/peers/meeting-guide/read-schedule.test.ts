import { Weekday } from '../../../../src/features/peers/weekday';
import { aRow, listingOf, rejectionOf } from './a-row';

const weekdaysOf = (day: unknown) => listingOf({ day }).slots.map((slot) => slot.weekday);
const startOf = (time: unknown) => listingOf({ time }).slots[0]?.startTime;
const slotOf = (fields: Record<string, unknown>) => listingOf(fields).slots[0];

describe('the days of a listing', () => {
  it.each([
    [0, Weekday.SUNDAY],
    ['0', Weekday.SUNDAY],
    [6, Weekday.SATURDAY],
    ['7', Weekday.SUNDAY],
    ['Wednesday', Weekday.WEDNESDAY],
    ['tHURSDAY', Weekday.THURSDAY],
    ['tues', Weekday.TUESDAY],
    ['Fri.', Weekday.FRIDAY],
    ['Mondays', Weekday.MONDAY],
  ])('reads %j', (day, weekday) => {
    expect(weekdaysOf(day)).toEqual([weekday]);
  });

  it.each([[[1, 3]], [['1', '3']], [['monday', null, 3, 1]], ['1,3'], ['Monday, Wednesday']])(
    'makes one meeting of each day in %j',
    (day) => {
      expect(weekdaysOf(day)).toEqual([Weekday.MONDAY, Weekday.WEDNESDAY]);
    },
  );

  it.each([8, -1, 1.5, 'Someday', 'M', [1, 'x'], true, { day: 1 }, [[1]]])('rejects %j', (day) => {
    expect(rejectionOf(aRow({ day }))).toMatch(/^The day does not exist: /);
  });
});

describe('the times of a listing', () => {
  it.each([
    ['20:30', '20:30'],
    ['8:05', '08:05'],
    ['20:30:00', '20:30'],
    ['8:00 PM', '20:00'],
    ['8:00pm', '20:00'],
    ['8 p.m.', '20:00'],
    ['12:00 AM', '00:00'],
    ['12:15 PM', '12:15'],
    [' 07.30 am ', '07:30'],
  ])('reads %j', (time, expected) => {
    expect(startOf(time)).toBe(expected);
  });

  it.each(['24:00', '25:00', '20:60', '13:00 PM', '0:30 AM', '8', 'noonish', '20:30 CET', 2030, true])(
    'rejects a start at %j',
    (time) => {
      expect(rejectionOf(aRow({ time }))).toMatch(/^The start time does not exist: /);
    },
  );

  it('rejects an end that does not exist, and a start that does not, by appointment or not', () => {
    expect(rejectionOf(aRow({ end_time: '31:00' }))).toMatch(/^The end time does not exist: /);
    expect(rejectionOf(aRow({ day: null, time: '99:99' }))).toMatch(/^The start time does not exist: /);
  });

  it.each([undefined, null, '', '07:00'])('ends an hour after the start when the end is %j', (end_time) => {
    expect(slotOf({ end_time })).toEqual({ weekday: Weekday.MONDAY, startTime: '07:00', endTime: '08:00' });
  });

  it('ends on the next day when the hour after the start passes midnight, or the end is before the start', () => {
    expect(slotOf({ time: '23:30' })?.endTime).toBe('00:30');
    expect(slotOf({ time: '23:00', end_time: '00:15' })?.endTime).toBe('00:15');
  });
});

describe('a listing by appointment', () => {
  it.each([
    [{ day: undefined, time: undefined }],
    [{ day: null, time: '' }],
    [{ day: '', time: null }],
    [{ day: [], time: null }],
    [{ day: 2, time: null }],
    [{ day: null, time: '19:00' }],
  ])('is one with %j', (fields) => {
    const { byAppointment, slots } = listingOf(fields);
    expect(byAppointment).toBe(true);
    expect(slots).toEqual([{ weekday: null, startTime: null, endTime: null }]);
  });

  it('is none with a day and a time', () => {
    expect(listingOf().byAppointment).toBe(false);
  });
});
