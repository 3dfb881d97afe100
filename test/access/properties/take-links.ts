import type { Stage } from './cast';
import { answer, isOpen, mayAnswer, mayMove, mayPropose, move } from './machines';
import { expectOutcome, patientOf, pick, versionOf } from './sending';
import type { Step } from './steps';
import { type Link, MENTORS } from './world';

export async function proposeLink(stage: Stage, { patient, who, which }: Step): Promise<void> {
  const [mentor, helpsAfterReturn] = [pick(MENTORS, who), which % 2 === 1];
  const link = {
    patient,
    mentor,
    helpsAfterReturn,
    status: 'PROPOSED',
    patientAgreed: false,
    lacksConsent: false,
  } as const;
  const purposes = ['EMOTIONAL_SUPPORT', ...(helpsAfterReturn ? ['RETURN_FROM_RECURRENCE'] : [])];
  const input = { patientId: stage.patientIds[patient], peerMentorId: stage.ids[mentor], purposes };
  const isMade = mayPropose(stage.world, link);
  const { peerLink } = await expectOutcome(
    stage.callers.ada,
    'proposePeerLink',
    'ProposePeerLink',
    input,
    isMade,
    'peerLink { id }',
  );
  if (peerLink) stage.world.links.push({ ...link, id: peerLink.id });
}

export async function answerLink(stage: Stage, step: Step, by: 'patient' | 'mentor'): Promise<void> {
  const link = linkToMove(stage, step, ['PROPOSED']);
  if (!link?.mentor) return;
  const isTaken = mayAnswer(stage.world, link, by, step.isYes);
  const input = { peerLinkId: link.id, answer: step.isYes ? 'ACCEPT' : 'DECLINE' };
  const caller = by === 'patient' ? patientOf(stage, step) : stage.callers[link.mentor];
  await expectOutcome(caller, 'answerPeerLink', 'AnswerPeerLink', input, isTaken);
  if (isTaken) answer(link, by, step.isYes);
}

export async function moveLink(stage: Stage, step: Step, to: Link['status']): Promise<void> {
  const link = linkToMove(stage, step, to === 'PAUSED' ? ['ACTIVE'] : ['ACCEPTED', 'PAUSED', 'ACTIVE']);
  if (!link) return;
  const isMoved = mayMove(stage.world, link, to);
  const input = {
    peerLinkId: link.id,
    expectedVersion: await versionOf(patientOf(stage, step), 'PeerLink', link.id),
    to,
  };
  await expectOutcome(stage.callers.ada, 'movePeerLink', 'MovePeerLink', input, isMoved);
  if (isMoved) move(link, to);
}

/** A link to a mentor that stands so, or else any. */
function linkToMove({ world }: Stage, { patient, which }: Step, statuses: readonly Link['status'][]): Link | undefined {
  const links = world.links.filter((link) => link.patient === patient && link.mentor !== null);
  const fit = links.filter(({ status }) => statuses.includes(status));
  const open = links.filter(isOpen);
  return pick([fit, open, links].find(({ length }) => length > 0) ?? [], which);
}
