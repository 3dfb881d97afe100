/**
 * What is said when somebody has answered that they think of death or of hurting themselves: kind, plain, and never without the ways to
 * help at any hour. 988 is the Suicide & Crisis Lifeline of the United States. Nobody is told that somebody watches: nobody does.
 * Nor is anybody promised who is not there.
 * @param emergencyText the organization's own words on what to do in danger
 * @param isCallTaken whether somebody in particular has the call that this asks for
 */
export function selfHarmSupport(emergencyText: string, isCallTaken: boolean): string {
  return [
    'Thank you for answering so openly. Many people have such thoughts when things are hard, and they can pass with support.',
    isCallTaken
      ? 'Somebody at the clinic has been asked to call you.'
      : 'That somebody calls you is on the clinic’s list, but we cannot say that anybody in particular has it: please talk with somebody now.',
    'Nobody reads these answers around the clock, so please do not wait for that call if you are in danger or might act on a thought.',
    emergencyText,
    'You can call or text 988, the Suicide & Crisis Lifeline, at any hour. You do not have to be sure that it is serious enough.',
  ].join(' ');
}
