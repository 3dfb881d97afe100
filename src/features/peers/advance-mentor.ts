import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { isHolder } from '../../access/viewer';
import { badInput, notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, ObjectField, TextField, ValueField } from '../../platform/graphql/inputs';
import { Payload, Refused, resultOf, TransitionNotAllowed, VersionConflict } from '../../platform/graphql/refusals';
import {
  credentialColumns,
  credentialOf,
  hasLapsed,
  MentorCredentialInput,
  requireValidCredential,
} from './mentor-credential';
import { mayAdvance, needsEvidence, nextStages } from './mentor-stages';
import { MentorJourneyStep, MentorStage, PeerMentorStanding } from './mentor-standing.entity';
import { PeerMentor } from './peer-mentor.entity';
import { authorizeStep } from './peers.policy';
import { programToday } from './program-day';

@InputType({ description: "A step of a mentor's journey, onward or back." })
export class AdvanceMentorInput {
  @IdField('The mentor.', () => [PeerMentor])
  peerMentorId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField(
    'The stage they enter. CREDENTIALED needs a credential, and once more with a new one renews it.',
    () => MentorStage,
  )
  to!: MentorStage;

  @TextField(
    'What the step stands on: a course, a certificate, a conversation. Needed to begin training, to become credentialed, and to renew.',
    { max: 1000, optional: true },
  )
  evidence?: string | null;

  @ObjectField(
    'What certifies the mentor, when they become credentialed. Left out, the one on file has to be valid.',
    () => MentorCredentialInput,
    { optional: true },
  )
  credential?: MentorCredentialInput | null;
}

@Payload('The mentor at the new stage.')
export class AdvanceMentorPayload {
  @Field(() => PeerMentor, { description: 'The mentor at the new stage.' })
  peerMentor: PeerMentor;

  constructor(peerMentor: PeerMentor) {
    this.peerMentor = peerMentor;
  }
}

export const AdvanceMentorResult = resultOf(AdvanceMentorPayload);

/**
 * Takes a mentor to another stage and writes it into their journey. Whom they walk alongside is untouched. Mentors take a break, and
 * finish, by themselves.
 */
export async function advanceMentor(ctx: Context, input: AdvanceMentorInput): Promise<AdvanceMentorPayload> {
  await authorizeStep(ctx, input.peerMentorId, input.to);
  const today = await programToday(ctx);
  return ctx.transaction(async (tx) => {
    const mentor = await holdReadyMentor(tx, input, today);
    const active = input.to === MentorStage.CREDENTIALED;
    const advanced = await saveVersion(tx, mentor, { active }, input.expectedVersion);
    writeStep(tx, input, today);
    tx.emit({ kind: 'peer-mentor.advanced', subject: advanced });
    const payload = new AdvanceMentorPayload(advanced);
    // Whoever retires is let in for the last time: another transaction would not show them what they have done.
    if (isHolder(tx.viewer, 'peer_mentor', advanced.id)) tx.readPayload(payload);
    return payload;
  });
}

/**
 * Holds the mentor, for whom the step is open. The stage is read once nobody else can change it: of two steps at once, the second
 * is told that the version has passed. @throws NOT_FOUND; Refused
 */
async function holdReadyMentor(tx: Transaction, input: AdvanceMentorInput, today: string): Promise<PeerMentor> {
  const [mentor, standing] = await Promise.all([
    tx.hold(PeerMentor, input.peerMentorId),
    tx.hold(PeerMentorStanding, input.peerMentorId),
  ]);
  if (!mentor || !standing) throw notFound('Peer mentor');
  if (mentor.version !== input.expectedVersion) throw new Refused(new VersionConflict(mentor.version));
  if (!mayAdvance(standing.stage, input.to, Boolean(input.credential)))
    throw new Refused(new TransitionNotAllowed(standing.stage, input.to, nextStages(standing.stage)));
  requireEvidence(input, standing);
  requireCredential(input, standing, today);
  return mentor;
}

function requireEvidence({ to, evidence }: AdvanceMentorInput, { stage }: PeerMentorStanding): void {
  if (evidence || !needsEvidence(stage, to)) return;
  const path = 'input.evidence';
  throw badInput({ path, message: `"${path}" is needed: say what the step stands on.` });
}

function writeStep(tx: Transaction, input: AdvanceMentorInput, today: string): void {
  const credential = input.credential ? credentialColumns(input.credential) : {};
  tx.update(PeerMentorStanding, { id: input.peerMentorId }, { stage: input.to, ...credential });
  tx.insert(MentorJourneyStep, {
    peerMentorId: input.peerMentorId,
    stage: input.to,
    enteredOn: today,
    evidence: input.evidence ?? null,
  });
}

function requireCredential(input: AdvanceMentorInput, standing: PeerMentorStanding, today: string): void {
  const path = 'input.credential';
  if (input.credential) {
    if (input.to !== MentorStage.CREDENTIALED)
      throw badInput({ path, message: `"${path}" belongs to the step to CREDENTIALED; leave it out here.` });
    requireValidCredential(input.credential, today);
    return;
  }
  if (input.to !== MentorStage.CREDENTIALED) return;
  const onFile = credentialOf(standing);
  if (!onFile) throw badInput({ path, message: `"${path}" is needed to become credentialed.` });
  if (hasLapsed(onFile, today)) throw badInput({ path, message: `"${path}" is needed: the one on file has expired.` });
}
