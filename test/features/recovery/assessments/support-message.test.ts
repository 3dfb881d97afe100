import { selfHarmSupport } from '../../../../src/features/recovery/assessments/support-message';

const EMERGENCY = 'Call 911, or come to Harbor House at any hour.';

/** What is never said to somebody who is being supported (domain.md, Language), and what would promise what nobody keeps. */
const NEVER = /relapse|\bslip|\bclean\b|\bdirty\b|addict|abuse|commit suicide|you must|we are watching|immediately/i;

describe('what is said when somebody thinks of hurting themselves', () => {
  const message = selfHarmSupport(EMERGENCY);

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
