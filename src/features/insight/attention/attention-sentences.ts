import { AttentionKind } from './attention.entity';

/** What each reason says, to whoever looks after the patient and to the patient. No blame, and no number that a program may have changed. */
export const SENTENCES: Readonly<Record<AttentionKind, string>> = {
  [AttentionKind.RETURN_TO_USE]: 'A return to use was shared. Support is under way, or still to begin.',
  [AttentionKind.HIGH_CRAVING]: 'The latest check-in tells of a strong craving.',
  [AttentionKind.ASKED_FOR_CONTACT]: 'Would like somebody to call.',
  [AttentionKind.NO_PEER_CONTACT]: 'No contact with the mentor was logged for a while. Ask both how it goes.',
  [AttentionKind.MISSED_SESSIONS]: 'The latest sessions did not come about. Ask what stood in the way.',
  [AttentionKind.OUT_OF_CONTACT]: 'There was no session and no check-in for a while. A call may be welcome.',
  [AttentionKind.OVERDUE_FOLLOW_UP]: 'A follow-up is past its time, or urgent and nobody’s yet.',
  [AttentionKind.RISING_SCORE]: 'A total is clearly higher than the time before.',
  [AttentionKind.SELF_HARM_ITEM]: 'The latest PHQ-9 tells of thoughts of death or self-harm. Talk about it today.',
  [AttentionKind.DOSE_OVERDUE]: 'The day of the next dose is over.',
  [AttentionKind.PLAN_WITHOUT_PEER]: 'A care plan is under way, and no peer walks alongside yet.',
};
