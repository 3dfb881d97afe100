import { defineFeature } from '../../access/feature';
import { Role } from '../../access/role';
import { defineAccountHolder } from '../identity';
import { FindMeetingsResolver } from './find-meetings.resolver';
import { ImportMeetingsResolver } from './import-meetings';
import { CancelledOccurrence, Meeting } from './meeting.entity';
import { MentorJourneyStep, PeerMentorOpening, PeerMentorStanding } from './mentor-standing.entity';
import { MeetingFields, MeetingOccurrenceFields, PeerGroupFields, PeerGroupQueries } from './peer-group.edges';
import { PeerGroup } from './peer-group.entity';
import { PeerMentorFields, PeerMentorQueries, ViewerPeerMentor } from './peer-mentor.edges';
import { PeerMentor } from './peer-mentor.entity';
import { PeersResolver } from './peers.resolver';

defineAccountHolder({
  entity: PeerMentor,
  column: 'peerMentorId',
  role: Role.PEER_MENTOR,
  boundBy: [Role.ADMINISTRATOR],
  nameOf: (mentor) => mentor.displayName,
});

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
  resolvers: [
    PeerMentorFields,
    ViewerPeerMentor,
    PeerMentorQueries,
    PeerGroupFields,
    MeetingFields,
    MeetingOccurrenceFields,
    PeerGroupQueries,
    FindMeetingsResolver,
    PeersResolver,
    ImportMeetingsResolver,
  ],
});
