export { acceptsMentees } from './accepts-mentees';
export {
  type ImportMeetingsPayload,
  importMeetings,
  MAX_SOURCE,
  type MeetingImport,
} from './import-meetings';
export { Meeting } from './meeting.entity';
export { parseJsonText, UnreadableFeed } from './meeting-guide';
export { MeetingOccurrence } from './meeting-occurrence';
export { MOST_MENTEES } from './mentor-rules';
export { PeerMentorStanding } from './mentor-standing.entity';
export { groupSchedule, type NextMeetingsArguments, nextMeetings } from './next-meetings';
export { Fellowship, PeerGroup } from './peer-group.entity';
export { Engagement, PeerMentor } from './peer-mentor.entity';
export { PeerSupport } from './peer-support';
export { peers } from './peers.feature';
