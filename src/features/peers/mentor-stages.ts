import { MentorStage } from './mentor-standing.entity';

const { CANDIDATE, IN_TRAINING, CREDENTIALED, PAUSED, RETIRED } = MentorStage;

/** One step onward at a time; back to any earlier stage, or out of mentoring, from everywhere. Who retired has finished. */
const NEXT: Readonly<Record<MentorStage, readonly MentorStage[]>> = {
  CANDIDATE: [IN_TRAINING, RETIRED],
  IN_TRAINING: [CREDENTIALED, CANDIDATE, RETIRED],
  CREDENTIALED: [PAUSED, IN_TRAINING, CANDIDATE, RETIRED],
  PAUSED: [CREDENTIALED, IN_TRAINING, CANDIDATE, RETIRED],
  RETIRED: [],
};

/** The stages a mentor may enter from this one. */
export function nextStages(stage: MentorStage): readonly MentorStage[] {
  return NEXT[stage];
}

/** Whether a step has to say what it stands on: each onward, and a new credential. A break, the way back and the end ask nobody why. */
export function needsEvidence(from: MentorStage, to: MentorStage): boolean {
  return to === CREDENTIALED ? from !== PAUSED : from === CANDIDATE && to === IN_TRAINING;
}

/** Whether the step is one of the machine, or the renewal of a credential. */
export function mayAdvance(from: MentorStage, to: MentorStage, hasNewCredential: boolean): boolean {
  const isRenewal = from === CREDENTIALED && to === CREDENTIALED && hasNewCredential;
  return isRenewal || NEXT[from].includes(to);
}
