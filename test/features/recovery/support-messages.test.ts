import { inWords, MESSAGES, supportMessage } from '../../../src/features/recovery/check-ins/support-messages';

/** Words that judge, of people and of what they do. */
const BANNED = /relaps|\bslip|\bclean|dirty|addict|abus|\bfail|lapse|sober|junkie|alcoholic|weak|should have|must not/i;

const PLAIN = { mood: 4, craving: 1, callWithinHours: null, isCallTaken: true, emergencyText: 'In danger, call 911.' };

it('knows a word that judges when it sees one', () => {
  for (const sentence of ['You relapsed.', 'Stay clean.', 'Do not fail.', 'After a slip'])
    expect(sentence).toMatch(BANNED);
});

it.each(
  Object.entries(MESSAGES).map(([name, text]) => [name, typeof text === 'string' ? text : text('a day')] as const),
)('judges nobody in "%s"', (_, text) => {
  expect(text).not.toMatch(BANNED);
  expect(text).toMatch(/^[A-Z].*\.$/);
});

it('always holds a next step, that nobody watches around the clock, and the words of the program for danger', () => {
  for (const mood of [1, 2, 3, 4, 5])
    for (const craving of [0, 3, 7, 10])
      for (const callWithinHours of [null, 72]) {
        const message = supportMessage({ ...PLAIN, mood, craving, callWithinHours });
        expect(message).toContain('Nobody reads this around the clock.');
        expect(message.endsWith('In danger, call 911.')).toBe(true);
        const steps = [MESSAGES.strongCraving, MESSAGES.lowMood, MESSAGES.steady];
        expect(steps.filter((step) => message.includes(step))).toHaveLength(1);
      }
});

it('answers a strong craving before a low mood', () => {
  expect(supportMessage({ ...PLAIN, mood: 1, craving: 7 })).toContain(MESSAGES.strongCraving);
  expect(supportMessage({ ...PLAIN, mood: 2, craving: 6 })).toContain(MESSAGES.lowMood);
  expect(supportMessage({ ...PLAIN, mood: 3, craving: 6 })).toContain(MESSAGES.steady);
});

it('tells of a call only where one was wished, and of somebody only where there is somebody', () => {
  const asked = 'has been asked to call you within three days.';
  expect(supportMessage({ ...PLAIN, callWithinHours: 72 })).toContain(asked);
  const ofNobody = supportMessage({ ...PLAIN, callWithinHours: 72, isCallTaken: false });
  expect(ofNobody).toContain('within three days is on the clinic’s list, but nobody in particular has it yet.');
  expect(ofNobody).not.toContain('asked to call');
  for (const isCallTaken of [true, false])
    expect(supportMessage({ ...PLAIN, isCallTaken })).not.toMatch(/call you|calls you/);
});

it.each([
  [72, 'three days'],
  [24, 'one day'],
  [1, 'one hour'],
  [0.5, 'one hour'],
  [36, '36 hours'],
  [47.5, 'two days'],
  [264, '11 days'],
])('says %d hours as %s', (hours, words) => {
  expect(inWords(hours)).toBe(words);
});
