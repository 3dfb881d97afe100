import { selfHarmSupport } from '../../../../src/features/recovery/assessments/support-message';

const EMERGENCY = 'Call 911, or come to Harbor House at any hour.';

/** What is never said to somebody who is being supported (domain.md, Language), and what would promise what nobody keeps. */
const NEVER = /relapse|\bslip|\bclean\b|\bdirty\b|addict|abuse|commit suicide|you must|we are watching|immediately/i;

describe.each([
  ['while somebody has the call', true],
  ['while nobody has the call', false],
])('what is said when somebody thinks of hurting themselves, %s', (_when, isCallTaken) => {
  const message = selfHarmSupport(EMERGENCY, isCallTaken);

  it('promises nobody who is not there', () => {
    expect(/has been asked to call you/.test(message)).toBe(isCallTaken);
    expect(/please talk with somebody now/.test(message)).toBe(!isCallTaken);
  });

  it("has the organization's own words, the crisis line, and that nobody watches around the clock", () => {
    expect(message).toContain(EMERGENCY);
    expect(message).toContain('988');
    expect(message).toMatch(/nobody reads these answers around the clock/i);
  });

  it('says nothing that it must not', () => {
    expect(message).not.toMatch(NEVER);
  });

  it.each(['After a relapse', 'a slip', 'stay clean', 'an addict', 'We are watching you'])(
    'would notice if it said %p',
    (words) => {
      expect(`${message} ${words}`).toMatch(NEVER);
    },
  );
});
