import fc from 'fast-check';
import { SafetyNeed } from '../../../../src/features/recovery/returns-to-use/safety-need';
import { supportMessage } from '../../../../src/features/recovery/returns-to-use/support-message';

const NEEDS = Object.values(SafetyNeed);
const EMERGENCY = 'Call the front desk at 555-0100, or 911.';

/** Words that judge or shame, which no message may hold. */
const BANNED =
  /relaps|\bslip|\bclean|\bdirty|addict|abus|fail|should(n't| not)? have|\bguilt|\bshame|\bblame|\bweak|\bnon-?complian|disappoint|\bmust\b(?! not wait)|\bwrong\b/i;

/** What every message says, whatever it is about. */
const REQUIRED: readonly (readonly [what: string, words: RegExp])[] = [
  ['thanks', /Thank you for telling us/],
  ['that it is a part of recovery', /common part of recovery/],
  ['that nothing is lost', /stays yours: your milestones, your days, and the people/],
  ['a next step', /A next step for today/],
  [
    'when somebody is to be in touch, and what to do when nobody is',
    /next working day.*heard from nobody by then, please call us/,
  ],
  ['not to stop suddenly and alone', /do not stop suddenly and alone/],
  ['that nobody watches around the clock', /Nobody watches these messages around the clock/],
  ['988', /call or text 988/],
];

const missingFrom = (message: string): string[] => [
  ...REQUIRED.filter(([, words]) => !words.test(message)).map(([what]) => what),
  ...(message.includes(EMERGENCY) ? [] : ['what the program says']),
];

it('says everything that it has to, and no word that judges, for every combination of safety needs', () => {
  fc.assert(
    fc.property(fc.subarray(NEEDS), fc.boolean(), (needs, isCallTaken) => {
      const message = supportMessage(needs, EMERGENCY, isCallTaken);
      expect(missingFrom(message)).toEqual([]);
      expect(BANNED.exec(message)?.[0]).toBeUndefined();
      expect(/has been asked to call you/.test(message)).toBe(needs.length > 0 && isCallTaken);
      expect(/Please do not wait for that call/.test(message)).toBe(needs.length > 0 && !isCallTaken);
    }),
    { numRuns: 600 },
  );
});

it('says something of its own for each safety need, in whatever order they are named', () => {
  const bare = supportMessage([], EMERGENCY, true);
  const own = NEEDS.map((need) =>
    supportMessage([need], EMERGENCY, true)
      .split('\n\n')
      .find((line) => !bare.includes(line)),
  );
  expect(new Set(own).size).toBe(NEEDS.length);
  const all = supportMessage(NEEDS, EMERGENCY, true);
  for (const line of own) expect(all).toContain(line);
  expect(supportMessage([...NEEDS].reverse(), EMERGENCY, true)).toBe(all);
});

it.each([
  ['a clean record', 'clean'],
  ['after your relapse', 'relaps'],
  ['you should have called', 'should have'],
  ['substance abuse', 'abus'],
])('would notice a word that judges: %s', (words, found) => {
  expect(BANNED.exec(words)?.[0]).toBe(found);
});

it('would notice a message that leaves something out', () => {
  const whole = supportMessage([], EMERGENCY, true).split('\n\n');
  for (const part of whole) expect(missingFrom(whole.filter((one) => one !== part).join('\n\n'))).not.toEqual([]);
});
