import { describeMeetingType, MEETING_TYPES } from '../../../../src/features/peers/meeting-guide/meeting-types';

describe('meeting types', () => {
  it('are the 87 published codes, five proposed ones, and ONL', () => {
    expect(MEETING_TYPES.size).toBe(87 + 5 + 1);
  });

  it.each([
    ['A', 'Secular'],
    ['12x12', '12 Steps & 12 Traditions'],
    ['TC', 'Location Temporarily Closed'],
    ['BV-I', 'Blind / Visually Impaired'],
    ['ONL', 'Online'],
  ])('know %s as %s', (code, label) => {
    expect(describeMeetingType(code)).toEqual({ code, label, known: true });
  });

  it.each(['XYZ', 'o', '', 'constructor'])('keep the code %j that nobody published', (code) => {
    expect(describeMeetingType(code)).toEqual({ code, label: code, known: false });
  });
});
