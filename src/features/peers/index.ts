export { Meeting } from './meeting.entity';
export { PeerMentorOpening, PeerMentorStanding } from './mentor-standing.entity';
export { Modality } from './modality';
export { Fellowship, PeerGroup } from './peer-group.entity';
export { Engagement, PeerMentor } from './peer-mentor.entity';
export { Approach, PeerSupport } from './peer-support';
export { peers } from './peers.feature';
export { Weekday } from './weekday';
