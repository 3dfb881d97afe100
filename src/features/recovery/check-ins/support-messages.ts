/** How a check-in was, as far as an answer to it differs. */
export interface CheckInAnswer {
  readonly mood: number;
  readonly craving: number;
  /** Hours until somebody is to have called; null when no call was wished. */
  readonly callWithinHours: number | null;
  /** Whether that call is somebody's in particular. */
  readonly isCallTaken: boolean;
  /** What a person in danger is told to do, in the words of the program. */
  readonly emergencyText: string;
}

/** From here on a craving is a strong one, on a scale to 10. */
const STRONG_CRAVING = 7;

/** Up to here a mood is a low one, on a scale to 5. */
const LOW_MOOD = 2;

/** All that a check-in is answered with. Plain and kind, and each with a next step. */
export const MESSAGES = {
  thanks: 'Thank you for checking in.',
  strongCraving:
    'A strong craving rises and passes, mostly within half an hour. Change where you are, drink some water, and be with somebody you trust until it does.',
  lowMood: 'This sounds like a hard day. One small thing can help now: a meal, a walk, a call to somebody you trust.',
  steady: 'Keep one thing in mind that helped today, and do it again tomorrow.',
  call: (within: string): string => `Somebody of your care team has been asked to call you within ${within}.`,
  callOfNobody: (within: string): string =>
    `That somebody calls you within ${within} is on the clinic’s list, but nobody in particular has it yet. If you would rather not wait, please call us.`,
  noCall: 'If you would like somebody to call, check in again and say so.',
  unwatched: 'Nobody reads this around the clock.',
} as const;

/**
 * What a check-in is answered with: thanks, a next step, who was asked to call and by when, that nobody watches around the clock, and what to do in
 * danger.
 */
export function supportMessage({ mood, craving, callWithinHours, isCallTaken, emergencyText }: CheckInAnswer): string {
  const call = isCallTaken ? MESSAGES.call : MESSAGES.callOfNobody;
  return [
    MESSAGES.thanks,
    stepFor(mood, craving),
    callWithinHours === null ? MESSAGES.noCall : call(inWords(callWithinHours)),
    MESSAGES.unwatched,
    emergencyText,
  ].join(' ');
}

function stepFor(mood: number, craving: number): string {
  if (craving >= STRONG_CRAVING) return MESSAGES.strongCraving;
  return mood <= LOW_MOOD ? MESSAGES.lowMood : MESSAGES.steady;
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Hours as people say them, never shorter than they are: 72 is "three days". */
export function inWords(hours: number): string {
  const whole = Math.max(1, Math.ceil(hours));
  return whole % 24 === 0 ? counted(whole / 24, 'day') : counted(whole, 'hour');
}

function counted(count: number, unit: string): string {
  return `${NUMBERS[count - 1] ?? count} ${count === 1 ? unit : `${unit}s`}`;
}
