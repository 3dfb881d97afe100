import { mayAdvance, nextStages } from '../../../src/features/peers/mentor-stages';
import { MentorStage } from '../../../src/features/peers/mentor-standing.entity';

const { CANDIDATE, IN_TRAINING, CREDENTIALED, PAUSED, RETIRED } = MentorStage;

describe('the stages of a mentor', () => {
  it('go onward one at a time', () => {
    expect(mayAdvance(CANDIDATE, IN_TRAINING, false)).toBe(true);
    expect(mayAdvance(CANDIDATE, CREDENTIALED, true)).toBe(false);
    expect(mayAdvance(CANDIDATE, PAUSED, false)).toBe(false);
    expect(mayAdvance(PAUSED, CREDENTIALED, false)).toBe(true);
  });

  it.each([
    [IN_TRAINING, [CANDIDATE]],
    [CREDENTIALED, [CANDIDATE, IN_TRAINING]],
    [PAUSED, [CANDIDATE, IN_TRAINING, CREDENTIALED]],
  ])('go back from %s to every earlier one', (stage, earlier) => {
    expect(nextStages(stage)).toEqual(expect.arrayContaining(earlier));
  });

  it('may be left for good from everywhere, and not come back from that', () => {
    for (const stage of [CANDIDATE, IN_TRAINING, CREDENTIALED, PAUSED]) expect(nextStages(stage)).toContain(RETIRED);
    expect(nextStages(RETIRED)).toEqual([]);
  });

  it('stay the same only for a new credential', () => {
    expect(mayAdvance(CREDENTIALED, CREDENTIALED, true)).toBe(true);
    for (const stage of Object.values(MentorStage)) expect(mayAdvance(stage, stage, false)).toBe(false);
    expect(mayAdvance(PAUSED, PAUSED, true)).toBe(false);
  });
});
