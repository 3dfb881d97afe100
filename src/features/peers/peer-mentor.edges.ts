import { Int } from 'type-graphql';
import { Role } from '../../access/role';
import { byId, extend, many, on, page, queries } from '../../platform/graphql/reads';
import { Clinician, ViewerProfile } from '../identity';
import { credentialOf, MentorCredential } from './mentor-credential';
import { MentorJourneyStep, MentorStage, PeerMentorOpening, PeerMentorStanding } from './mentor-standing.entity';
import { PeerFilter } from './peer-filter';
import { PeerMentor } from './peer-mentor.entity';

/** Everybody of the program. A partner app sees a mentor only through a link. */
const EVERYONE_HERE = Object.values(Role).filter((role) => role !== Role.PARTNER_APP);

export const PeerMentorFields = extend(
  () => PeerMentor,
  (own) => {
    const standing = own.one(() => PeerMentorStanding, 'id');
    const openings = many(() => PeerMentorOpening)
      .by('id')
      .where(on<PeerMentorOpening>().current('validFrom', 'validUntil'))
      .pick('id');
    const steps = many(() => MentorJourneyStep)
      .by('peerMentorId')
      .orderBy('enteredOn');
    return {
      acceptingMentees: own
        .derived(
          () => Boolean,
          { openings },
          (row) => row.openings.length > 0,
        )
        .describe('Whether the mentor takes somebody on now: credentialed, the credential valid, a slot open.'),
      capacity: own
        .derived(
          () => Int,
          { standing },
          (row) => (row.standing as PeerMentorStanding | null)?.capacity ?? null,
        )
        .nullable()
        .describe('How many people the mentor can walk alongside at once. Staff and the mentor only.'),
      openSlots: own
        .derived(
          () => Int,
          { standing },
          (row) => openSlotsOf(row.standing as PeerMentorStanding | null),
        )
        .nullable()
        .describe('How many more people the mentor could take on, from a stored counter. Staff and the mentor only.'),
      stage: own
        .derived(
          () => MentorStage,
          { standing },
          (row) => (row.standing as PeerMentorStanding | null)?.stage ?? null,
        )
        .nullable()
        .describe('How far the mentor has come. Staff and the mentor only.'),
      credential: own
        .derived(
          () => MentorCredential,
          { standing },
          (row) => credentialOf(row.standing as PeerMentorStanding | null),
        )
        .nullable()
        .describe('What certifies the mentor; null when there is none yet. Staff and the mentor only.'),
      supervisor: many(() => Clinician)
        .through(() => PeerMentorStanding, 'id', 'supervisorId')
        .first()
        .describe('Who supervises the mentor; null when nobody does yet. Staff and the mentor only.'),
      journey: own
        .derived(
          () => [MentorJourneyStep],
          { steps },
          (row) => (row.steps.length > 0 ? row.steps : null),
        )
        .nullable()
        .describe(
          'The stages entered, the first first. Staff with supervision and the mentor only. It begins at CANDIDATE, and never says whether the mentor was a patient here.',
        ),
    };
  },
);

function openSlotsOf(standing: PeerMentorStanding | null): number | null {
  return standing && standing.capacity - standing.slotsTaken;
}

export const ViewerPeerMentor = extend(
  () => ViewerProfile,
  (viewer) => ({
    peerMentor: viewer
      .one(() => PeerMentor, 'peerMentorId')
      .nullable()
      .describe('The mentor behind the login, if it is one.'),
  }),
);

export const PeerMentorQueries = queries({
  peerMentor: byId(() => PeerMentor)
    .allow(EVERYONE_HERE)
    .describe('A mentor by id.'),
  peerMentors: page(() => PeerMentor)
    .filter(() => PeerFilter)
    .orderBy('displayName')
    .allow(EVERYONE_HERE)
    .describe('The mentors you may see, by name. A mentor sees themselves.'),
});
