export { acceptsMentees } from './accepts-mentees';
export { AvailabilityWindow, AvailabilityWindowInput, requireWindows } from './availability';
export { hasLapsedCredential } from './has-lapsed-credential';
export {
  type ImportMeetingsPayload,
  importMeetings,
  MAX_SOURCE,
  type MeetingImport,
} from './import-meetings';
export { Meeting } from './meeting.entity';
export { parseJsonText, UnreadableFeed } from './meeting-guide';
export { MeetingOccurrence } from './meeting-occurrence';
export { MeetingType, meetingTypesOf, requireKnownTypes } from './meeting-type';
export { MOST_MENTEES } from './mentor-rules';
export { PeerMentorStanding } from './mentor-standing.entity';
export { Modality } from './modality';
export { groupSchedule, type NextMeetingsArguments, nextMeetings } from './next-meetings';
export { Fellowship, PeerGroup } from './peer-group.entity';
export { Engagement, PeerMentor } from './peer-mentor.entity';
export { Approach, PeerSupport } from './peer-support';
export { peers } from './peers.feature';
export { WEEKDAYS_FROM_MONDAY } from './weekday';
