import { defineFeature } from '../../access/feature';
import { CancelledOccurrence, Meeting } from './meeting.entity';
import { MentorJourneyStep, PeerMentorOpening, PeerMentorStanding } from './mentor-standing.entity';
import { PeerGroup } from './peer-group.entity';
import { PeerMentor } from './peer-mentor.entity';

/** Peer mentors, peer groups and meetings: rank 2. Knows no patient. */
export const peers = defineFeature({
  name: 'peers',
  folder: __dirname,
  entities: [
    PeerMentor,
    PeerMentorStanding,
    PeerMentorOpening,
    MentorJourneyStep,
    PeerGroup,
    Meeting,
    CancelledOccurrence,
  ],
  resolvers: [],
});
