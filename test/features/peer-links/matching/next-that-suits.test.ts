import { nextThatSuits } from '../../../../src/features/peer-links/matching/next-that-suits';
import { Meeting } from '../../../../src/features/peers/meeting.entity';
import { Weekday } from '../../../../src/features/peers/weekday';

const meeting = (id: string, columns: Partial<Meeting>): Meeting =>
  Object.assign(
    new Meeting(),
    { id, weekday: Weekday.TUESDAY, startTime: '19:00', endTime: '20:00', timeZone: 'Europe/London' },
    columns,
  );

const minutes = (day: number, hour: number): number => (day * 24 + hour) * 60;
const TUESDAY = 1;
const SUNDAY = 6;
const NOBODY = { approaches: [], modalities: [], languages: [], timeZone: 'America/New_York' };

/** When the next one that suits begins. */
function next(
  meetings: Meeting[],
  facts: object,
  now: string,
  cancellations: { meetingId: string; cancelledOn: string }[] = [],
) {
  const schedule = { meetings, cancellations: cancellations as never };
  const found = nextThatSuits({ ...NOBODY, ...facts }, schedule, new Date(now));
  return found && { id: found.meeting.id, startsAt: found.startsAt.toISOString() };
}

describe('the next meeting that suits', () => {
  it('is put on the clock of the patient as clocks are on that day: a change in one zone only moves it by an hour', () => {
    // Clocks in New York change on 8 March 2026, in London on 29 March: in between London is four hours ahead, not five.
    const free = [[minutes(TUESDAY, 14), minutes(TUESDAY, 15)] as const];
    const london = [meeting('london', {})];
    expect(next(london, { free }, '2026-03-02T12:00:00Z')).toEqual({
      id: 'london',
      startsAt: '2026-03-03T19:00:00.000Z',
    });
    // On the 10th, 17th and 24th it begins at 15:00 in New York.
    expect(next(london, { free }, '2026-03-09T12:00:00Z')).toEqual({
      id: 'london',
      startsAt: '2026-03-31T18:00:00.000Z',
    });
    const later = [[minutes(TUESDAY, 15), minutes(TUESDAY, 16)] as const];
    expect(next(london, { free: later }, '2026-03-02T12:00:00Z')).toEqual({
      id: 'london',
      startsAt: '2026-03-10T19:00:00.000Z',
    });
  });

  it('ends when the clocks of the patient say so, also where they are changed while it lasts', () => {
    const free = [[minutes(SUNDAY, 1), minutes(SUNDAY, 3)] as const];
    const night = (startTime: string) => [meeting('night', { weekday: Weekday.SUNDAY, startTime, endTime: '07:30' })];
    // On 8 March 2026 it begins at 01:30 in New York and, an hour later, ends at 03:30. It fits once London, too, is on summer time.
    expect(next(night('06:30'), { free }, '2026-03-05T12:00:00Z')?.startsAt).toBe('2026-03-29T05:30:00.000Z');
    // On 1 November it begins at 01:30 and ends at 02:30, two hours later.
    expect(next(night('05:30'), { free }, '2026-10-30T12:00:00Z')?.startsAt).toBe('2026-11-01T05:30:00.000Z');
  });

  it('is none where no meeting of a month begins and ends in time', () => {
    expect(
      next(
        [meeting('london', {})],
        { free: [[minutes(TUESDAY, 14), minutes(TUESDAY, 14) + 59]] },
        '2026-05-02T12:00:00Z',
      ),
    ).toBeNull();
    expect(
      next([meeting('by appointment', { weekday: null, startTime: null })], { free: null }, '2026-05-02T12:00:00Z'),
    ).toBeNull();
  });

  it('is the first that takes place and is not too far, where the patient did not say when they have time', () => {
    const both = [meeting('first', {}), meeting('second', { weekday: Weekday.THURSDAY })];
    expect(next(both, { free: null }, '2026-05-02T12:00:00Z')?.id).toBe('first');
    expect(next(both, { free: null, tooFar: ['first'] }, '2026-05-02T12:00:00Z')?.id).toBe('second');
    const off = [{ meetingId: 'first', cancelledOn: '2026-05-05' }];
    expect(next(both, { free: null }, '2026-05-02T12:00:00Z', off)?.id).toBe('second');
  });
});
