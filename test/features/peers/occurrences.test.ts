import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';

import { occurrencesOf, type WeeklySchedule } from '../../../src/features/peers/occurrences';
import { WEEKDAYS_FROM_SUNDAY, Weekday } from '../../../src/features/peers/weekday';

const NONE: ReadonlySet<string> = new Set();

function schedule(weekday: Weekday, startTime: string, endTime: string | null, timeZone: string): WeeklySchedule {
  return { weekday, startTime, endTime, timeZone };
}

/** The occurrences as `start/end` in UTC, to the minute. */
function found(of: WeeklySchedule, from: string, until: string, cancelledOn = NONE): string[] {
  const minute = (date: Date) => date.toISOString().slice(0, 16);
  return occurrencesOf(of, new Date(from), new Date(until), cancelledOn).map(
    ({ startsAt, endsAt }) => `${minute(startsAt)}/${minute(endsAt)}`,
  );
}

describe('occurrences across daylight saving', () => {
  it('stay at the local time when clocks spring forward in the United States', () => {
    const mondays = schedule(Weekday.MONDAY, '19:00', '20:00', 'America/Los_Angeles');
    expect(found(mondays, '2026-03-01T00:00:00Z', '2026-03-18T00:00:00Z')).toEqual([
      '2026-03-03T03:00/2026-03-03T04:00',
      '2026-03-10T02:00/2026-03-10T03:00',
      '2026-03-17T02:00/2026-03-17T03:00',
    ]);
  });

  it('stay at the local time when clocks fall back in the United States', () => {
    const sundays = schedule(Weekday.SUNDAY, '08:00', '09:00', 'America/New_York');
    expect(found(sundays, '2026-10-25T00:00:00Z', '2026-11-09T00:00:00Z')).toEqual([
      '2026-10-25T12:00/2026-10-25T13:00',
      '2026-11-01T13:00/2026-11-01T14:00',
      '2026-11-08T13:00/2026-11-08T14:00',
    ]);
  });

  it('move forward by the gap when the clocks skip their time, and last as long as ever', () => {
    const nights = schedule(Weekday.SUNDAY, '02:30', '03:30', 'America/New_York');
    expect(found(nights, '2026-03-01T12:00:00Z', '2026-03-16T00:00:00Z')).toEqual([
      '2026-03-08T07:30/2026-03-08T08:30', // 03:30 local
      '2026-03-15T06:30/2026-03-15T07:30',
    ]);
  });

  it('take the first of two when a time comes twice, and last as long as ever', () => {
    const nights = schedule(Weekday.SUNDAY, '01:30', '02:30', 'America/New_York');
    expect(found(nights, '2026-10-31T12:00:00Z', '2026-11-02T00:00:00Z')).toEqual([
      '2026-11-01T05:30/2026-11-01T06:30',
    ]);
  });

  it('stay at the local time in Sydney, where the year is the other way round', () => {
    const sundays = schedule(Weekday.SUNDAY, '10:00', '11:00', 'Australia/Sydney');
    expect(found(sundays, '2026-03-28T00:00:00Z', '2026-04-06T00:00:00Z')).toEqual([
      '2026-03-28T23:00/2026-03-29T00:00',
      '2026-04-05T00:00/2026-04-05T01:00',
    ]);
    const skipped = schedule(Weekday.SUNDAY, '02:30', null, 'Australia/Sydney');
    expect(found(skipped, '2026-10-03T00:00:00Z', '2026-10-05T00:00:00Z')).toEqual([
      '2026-10-03T16:30/2026-10-03T17:30',
    ]);
  });

  it('are a quarter of an hour off elsewhere in Kathmandu', () => {
    const fridays = schedule(Weekday.FRIDAY, '18:00', '19:30', 'Asia/Kathmandu');
    expect(found(fridays, '2026-05-01T00:00:00Z', '2026-05-08T00:00:00Z')).toEqual([
      '2026-05-01T12:15/2026-05-01T13:45',
    ]);
  });

  it('move forward by half an hour where the gap is half an hour', () => {
    const nights = schedule(Weekday.SUNDAY, '02:15', null, 'Australia/Lord_Howe');
    expect(found(nights, '2026-10-03T00:00:00Z', '2026-10-04T00:00:00Z')).toEqual([
      '2026-10-03T15:45/2026-10-03T16:45',
    ]);
  });
});

describe('occurrences over midnight', () => {
  it('end on the next day, on the local weekday they start', () => {
    const saturdays = schedule(Weekday.SATURDAY, '23:30', '00:30', 'America/Los_Angeles');
    expect(found(saturdays, '2026-06-06T00:00:00Z', '2026-06-08T00:00:00Z')).toEqual([
      '2026-06-07T06:30/2026-06-07T07:30',
    ]);
  });

  it('end on the next day through the night that clocks change', () => {
    const saturdays = schedule(Weekday.SATURDAY, '22:00', '06:00', 'America/Los_Angeles');
    expect(found(saturdays, '2026-03-07T12:00:00Z', '2026-03-09T00:00:00Z')).toEqual([
      '2026-03-08T06:00/2026-03-08T14:00',
    ]);
  });

  it('last an hour without an end, or with one equal to the start', () => {
    const zone = 'Pacific/Auckland';
    const expected = ['2026-06-02T11:30/2026-06-02T12:30'];
    const range = ['2026-06-01T12:00:00Z', '2026-06-04T00:00:00Z'] as const;
    expect(found(schedule(Weekday.TUESDAY, '23:30', null, zone), ...range)).toEqual(expected);
    expect(found(schedule(Weekday.TUESDAY, '23:30', '23:30', zone), ...range)).toEqual(expected);
  });
});

describe('the bounds of a search for occurrences', () => {
  const noon = schedule(Weekday.WEDNESDAY, '12:00', '13:00', 'UTC');

  it('hold what is under way at the beginning, and not what just ended', () => {
    expect(found(noon, '2026-07-01T12:59:59Z', '2026-07-02T00:00:00Z')).toHaveLength(1);
    expect(found(noon, '2026-07-01T13:00:00Z', '2026-07-02T00:00:00Z')).toEqual([]);
  });

  it('hold what is under way since yesterday', () => {
    const night = schedule(Weekday.TUESDAY, '22:00', '21:00', 'America/Los_Angeles');
    expect(found(night, '2026-07-02T03:30:00Z', '2026-07-02T04:00:00Z')).toEqual(['2026-07-01T05:00/2026-07-02T04:00']);
  });

  it('do not hold what starts at the end', () => {
    expect(found(noon, '2026-07-01T00:00:00Z', '2026-07-01T12:00:00Z')).toEqual([]);
    expect(found(noon, '2026-07-01T00:00:00Z', '2026-07-01T12:00:01Z')).toHaveLength(1);
  });

  it('hold nothing when they are the wrong way round, or no dates', () => {
    expect(found(noon, '2026-07-08T00:00:00Z', '2026-07-01T00:00:00Z')).toEqual([]);
    expect(occurrencesOf(noon, new Date('x'), new Date('2026-07-01T00:00:00Z'), NONE)).toEqual([]);
    expect(occurrencesOf(noon, new Date('2026-07-01T00:00:00Z'), new Date('x'), NONE)).toEqual([]);
  });
});

describe('a cancelled occurrence', () => {
  it('is left out by the local date on which it was to start', () => {
    const fridays = schedule(Weekday.FRIDAY, '20:00', '21:00', 'America/Los_Angeles');
    const range = ['2026-06-01T00:00:00Z', '2026-06-14T00:00:00Z'] as const;
    expect(found(fridays, ...range, new Set(['2026-06-05']))).toEqual(['2026-06-13T03:00/2026-06-13T04:00']);
    // In UTC the meeting of the 5th starts on the 6th.
    expect(found(fridays, ...range, new Set(['2026-06-06']))).toHaveLength(2);
  });
});

describe('a schedule that cannot be', () => {
  const range = [new Date('2026-01-01'), new Date('2026-02-01'), NONE] as const;

  it.each(['24:00', '7:00', '12:60', 'noon', ''])('is refused with a start at %j', (startTime) => {
    const impossible = schedule(Weekday.MONDAY, startTime, null, 'UTC');
    expect(() => occurrencesOf(impossible, ...range)).toThrow(new RangeError('A time of the schedule does not exist.'));
  });

  it('is refused with a time zone that does not exist', () => {
    const impossible = schedule(Weekday.MONDAY, '12:00', null, 'Mars/Olympus');
    const error = new RangeError('The time zone of the schedule does not exist.');
    expect(() => occurrencesOf(impossible, ...range)).toThrow(error);
  });
});

describe('every occurrence', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const weekly = fc.record({
    weekday: fc.constantFrom(...WEEKDAYS_FROM_SUNDAY),
    startTime: clock,
    endTime: fc.option(clock),
    timeZone: fc.constantFrom(
      ...['America/Los_Angeles', 'America/New_York', 'America/St_Johns', 'America/Santiago', 'Europe/London'],
      ...[
        'Australia/Sydney',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
        'Asia/Beirut',
        'Pacific/Apia',
        'Pacific/Kiritimati',
      ],
    ),
  });
  const instant = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

  /** Whether the clocks of the zone skip this local time: no offset that holds around it leads back to it. */
  function isSkipped(local: DateTime, startTime: string): boolean {
    const zone = IANAZone.create(local.zoneName ?? '');
    const wall = Date.parse(`${local.toISODate()}T${startTime}Z`);
    const offsets = [-24, -12, 0, 12, 24].map((hours) => zone.offset(wall + hours * 3_600_000));
    return offsets.every((offset) => zone.offset(wall - offset * 60_000) !== offset);
  }

  it('is on the weekday and at the local time of its schedule, outside gaps, and no week is missed', () => {
    fc.assert(
      fc.property(weekly, instant, fc.integer({ min: 1, max: 30 }), (meeting, from, weeks) => {
        const until = DateTime.fromJSDate(from, { zone: meeting.timeZone }).plus({ weeks }).toJSDate();
        const occurrences = occurrencesOf(meeting, from, until, NONE);
        // One more may be under way at the beginning; one may have moved out of, or into, the range by a gap.
        expect(occurrences.length).toBeGreaterThanOrEqual(weeks - 1);
        expect(occurrences.length).toBeLessThanOrEqual(weeks + 2);

        for (const { startsAt, endsAt } of occurrences) {
          const local = DateTime.fromJSDate(startsAt, { zone: meeting.timeZone });
          if (!isSkipped(local, meeting.startTime)) {
            expect(WEEKDAYS_FROM_SUNDAY[local.weekday % 7]).toBe(meeting.weekday);
            expect(local.toFormat('HH:mm')).toBe(meeting.startTime);
          }
          expect(endsAt.getTime()).toBeGreaterThan(Math.max(startsAt.getTime(), from.getTime()));
          expect(startsAt.getTime()).toBeLessThan(until.getTime());
        }
        const days = occurrences.map(({ startsAt }) => startsAt.getTime());
        expect([...days].sort((a, b) => a - b)).toEqual(days);
      }),
      { numRuns: 150 },
    );
  });
});
