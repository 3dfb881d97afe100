import { pairSlots } from '../../../../src/features/peers/import-meetings/pair-slots';
import type { MeetingSlot } from '../../../../src/features/peers/meeting-guide';
import { Weekday } from '../../../../src/features/peers/weekday';

const on = (weekday: Weekday): MeetingSlot => ({ weekday, startTime: '19:00', endTime: '20:00' });
const byAppointment: MeetingSlot = { weekday: null, startTime: null, endTime: null };
const stored = (id: string, slot: string, active = true) => ({ id, slot, active });
const { MONDAY, TUESDAY, WEDNESDAY } = Weekday;

function idsOf(slots: readonly MeetingSlot[], meetings: readonly ReturnType<typeof stored>[]) {
  const { pairs, left } = pairSlots(slots, meetings);
  return { paired: pairs.map(({ meeting }) => meeting?.id), left: left.map(({ id }) => id) };
}

describe('the meetings of a listing', () => {
  it('stay the same meeting on the same day, whatever the order of the days', () => {
    const meetings = [stored('mon', MONDAY), stored('tue', TUESDAY)];
    expect(idsOf([on(TUESDAY), on(MONDAY)], meetings)).toEqual({ paired: ['tue', 'mon'], left: [] });
  });

  it('stay the same meeting when the day moves', () => {
    expect(idsOf([on(TUESDAY)], [stored('mon', MONDAY)])).toEqual({ paired: ['mon'], left: [] });
    expect(idsOf([byAppointment], [stored('mon', MONDAY)])).toEqual({ paired: ['mon'], left: [] });
  });

  it('are left when their day is dropped and no other is new', () => {
    const meetings = [stored('mon', MONDAY), stored('tue', TUESDAY)];
    expect(idsOf([on(TUESDAY)], meetings)).toEqual({ paired: ['tue'], left: ['mon'] });
  });

  it('are new on a day that was not there', () => {
    expect(idsOf([on(MONDAY), on(WEDNESDAY)], [stored('mon', MONDAY)])).toEqual({
      paired: ['mon', undefined],
      left: [],
    });
  });

  it('come back on the day they once had, and never move away from another day while inactive', () => {
    const meetings = [stored('mon', MONDAY, false), stored('tue', TUESDAY)];
    expect(idsOf([on(MONDAY)], meetings)).toEqual({ paired: ['mon'], left: ['tue'] });
    expect(idsOf([on(WEDNESDAY)], [stored('mon', MONDAY, false)])).toEqual({ paired: [undefined], left: ['mon'] });
  });
});
