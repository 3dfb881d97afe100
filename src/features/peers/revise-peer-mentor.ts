import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { violates } from '../../platform/database/violations';
import { badInput, notFound, type PublicError } from '../../platform/graphql/errors';
import {
  ExpectedVersionField,
  IdField,
  IntField,
  LanguagesField,
  ListField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, resultOf } from '../../platform/graphql/refusals';
import { Clinician } from '../identity';
import { AvailabilityWindowInput, requireWindows } from './availability';
import { EARLIEST_RECOVERY_YEAR, MOST_MENTEES, requirePastYear, requireSupervisor } from './mentor-rules';
import { PeerMentorStanding } from './mentor-standing.entity';
import { Modality } from './modality';
import { PeerMentor } from './peer-mentor.entity';
import { Approach } from './peer-support';
import { authorizeKeeper } from './peers.policy';
import { programToday } from './program-day';

@InputType({ description: 'Changes to a mentor. What is left out stays; null clears; a list replaces.' })
export class RevisePeerMentorInput {
  @IdField('The mentor.', () => [PeerMentor])
  peerMentorId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('The public name.', { max: 100, optional: true })
  displayName?: string | null;

  @TextField('What the mentor says of themselves.', { max: 4000, optional: true })
  bio?: string | null;

  @TextsField('What the mentor knows well.', { max: 100, most: 30, optional: true })
  specialties?: string[] | null;

  @ListField('What the support builds on.', () => Approach, { optional: true })
  approaches?: Approach[] | null;

  @ListField('How people take part.', () => Modality, { optional: true })
  modalities?: Modality[] | null;

  @LanguagesField('The languages spoken, as BCP 47 tags.', { optional: true })
  languages?: string[] | null;

  @ObjectsField('When the mentor has time, every week.', () => AvailabilityWindowInput, { optional: true })
  availability?: AvailabilityWindowInput[] | null;

  @IntField('How many people the mentor can walk alongside at once; not fewer than now.', {
    min: 0,
    max: MOST_MENTEES,
    optional: true,
  })
  capacity?: number | null;

  @IdField('Who supervises the mentor.', () => [Clinician], { optional: true })
  supervisorId?: string | null;

  @IntField('The year in which recovery began, only if the mentor chose to share it.', {
    min: EARLIEST_RECOVERY_YEAR,
    max: 9999,
    optional: true,
  })
  inRecoverySince?: number | null;
}

@Payload('The mentor as they are now.')
export class RevisePeerMentorPayload {
  @Field(() => PeerMentor, { description: 'The mentor as they are now.' })
  peerMentor: PeerMentor;

  constructor(peerMentor: PeerMentor) {
    this.peerMentor = peerMentor;
  }
}

export const RevisePeerMentorResult = resultOf(RevisePeerMentorPayload);

/** Changes what is known of a mentor. Those they walk alongside stay: capacity cannot fall below them. */
export async function revisePeerMentor(ctx: Context, input: RevisePeerMentorInput): Promise<RevisePeerMentorPayload> {
  await authorizeKeeper(ctx);
  const [mentor, standing] = await Promise.all([
    ctx.load(entityById(PeerMentor), input.peerMentorId),
    ctx.load(entityById(PeerMentorStanding), input.peerMentorId),
  ]);
  if (!mentor || !standing) throw notFound('Peer mentor');
  const changes = revision(
    input,
    ['displayName', 'specialties', 'approaches', 'modalities', 'languages', 'availability'],
    ['bio', 'inRecoverySince'],
  );
  const standingChanges = revision(input, ['capacity'], ['supervisorId']);
  await requireSound(ctx, input);
  if (standingChanges.capacity !== undefined && standingChanges.capacity < standing.slotsTaken) throw tooFewSlots();

  try {
    return await ctx.transaction(async (tx) => {
      const revised = await saveVersion(tx, mentor, changes, input.expectedVersion);
      if (Object.keys(standingChanges).length > 0) tx.update(PeerMentorStanding, { id: mentor.id }, standingChanges);
      tx.emit({ kind: 'peer-mentor.revised', subject: revised });
      return new RevisePeerMentorPayload(revised);
    });
  } catch (error) {
    // Somebody was linked at this moment.
    if (violates(error, 'peer_mentor_capacity')) throw tooFewSlots();
    throw error;
  }
}

async function requireSound(ctx: Context, input: RevisePeerMentorInput): Promise<void> {
  requireWindows(input.availability ?? [], 'input.availability');
  requirePastYear(input.inRecoverySince, await programToday(ctx));
  await requireSupervisor(ctx, input.supervisorId);
}

function tooFewSlots(): PublicError {
  return badInput({
    path: 'input.capacity',
    message: '"input.capacity" must not be less than the number of people the mentor walks alongside now.',
  });
}
