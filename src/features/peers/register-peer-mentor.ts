import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import {
  IdField,
  IntField,
  LanguagesField,
  ListField,
  ObjectsField,
  TextField,
  TextsField,
  ValueField,
} from '../../platform/graphql/inputs';
import { Payload } from '../../platform/graphql/refusals';
import { TimeZone } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { AvailabilityWindowInput, requireWindows } from './availability';
import { EARLIEST_RECOVERY_YEAR, MOST_MENTEES, requirePastYear, requireSupervisor } from './mentor-rules';
import { MentorJourneyStep, MentorStage, PeerMentorStanding } from './mentor-standing.entity';
import { Modality } from './modality';
import { Engagement, PeerMentor } from './peer-mentor.entity';
import { Approach } from './peer-support';
import { authorizeKeeper } from './peers.policy';
import { programToday } from './program-day';

@InputType({ description: 'Somebody who would like to mentor others.' })
export class RegisterPeerMentorInput {
  @TextField('The public name: apart from any record they have as a patient.', { max: 100 })
  displayName!: string;

  @TextField('What the mentor says of themselves.', { max: 4000, optional: true })
  bio?: string | null;

  @TextsField('What the mentor knows well: young parents, veterans, chronic pain.', {
    max: 100,
    most: 30,
    optional: true,
  })
  specialties?: string[] | null;

  @ListField('What the support builds on.', () => Approach)
  approaches!: Approach[];

  @ListField('How people take part.', () => Modality)
  modalities!: Modality[];

  @LanguagesField('The languages spoken, as BCP 47 tags.')
  languages!: string[];

  @ValueField('The zone of the hours in availability.', () => TimeZone)
  timeZone!: string;

  @ValueField('How the mentor stands to the program.', () => Engagement)
  engagement!: Engagement;

  @ObjectsField('When the mentor has time, every week.', () => AvailabilityWindowInput, { optional: true })
  availability?: AvailabilityWindowInput[] | null;

  @IntField('How many people the mentor can walk alongside at once.', { min: 0, max: MOST_MENTEES })
  capacity!: number;

  @IdField('Who supervises the mentor.', () => [Clinician], { optional: true })
  supervisorId?: string | null;

  @IntField('The year in which recovery began, only if the mentor chose to share it.', {
    min: EARLIEST_RECOVERY_YEAR,
    max: 9999,
    optional: true,
  })
  inRecoverySince?: number | null;
}

@Payload('The mentor as registered: a candidate.')
export class RegisterPeerMentorPayload {
  @Field(() => PeerMentor, { description: 'The mentor as registered.' })
  peerMentor: PeerMentor;

  constructor(peerMentor: PeerMentor) {
    this.peerMentor = peerMentor;
  }
}

/** Registers somebody who would like to mentor others. Everybody begins as a candidate, and mentors once credentialed. */
export async function registerPeerMentor(
  ctx: Context,
  input: RegisterPeerMentorInput,
): Promise<RegisterPeerMentorPayload> {
  await authorizeKeeper(ctx);
  const today = await programToday(ctx);
  requireWindows(input.availability ?? [], 'input.availability');
  requirePastYear(input.inRecoverySince, today);
  await requireSupervisor(ctx, input.supervisorId);

  return ctx.transaction(async (tx) => {
    const mentor = writeMentor(tx, input);
    tx.insert(MentorJourneyStep, {
      peerMentorId: mentor.id,
      stage: MentorStage.CANDIDATE,
      enteredOn: today,
      evidence: null,
    });
    tx.emit({ kind: 'peer-mentor.registered', subject: mentor });
    return new RegisterPeerMentorPayload(mentor);
  });
}

function writeMentor(tx: Transaction, input: RegisterPeerMentorInput): PeerMentor {
  const mentor = tx.insert(PeerMentor, {
    version: 1,
    displayName: input.displayName,
    bio: input.bio ?? null,
    specialties: input.specialties ?? [],
    approaches: input.approaches,
    modalities: input.modalities,
    languages: input.languages,
    active: false,
    timeZone: input.timeZone,
    engagement: input.engagement,
    availability: input.availability ?? [],
    inRecoverySince: input.inRecoverySince ?? null,
  });
  tx.insertAs(mentor.id, PeerMentorStanding, {
    stage: MentorStage.CANDIDATE,
    capacity: input.capacity,
    slotsTaken: 0,
    supervisorId: input.supervisorId ?? null,
  });
  return mentor;
}
