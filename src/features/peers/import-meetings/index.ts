export { type ImportMeetingsPayload, importMeetings, MAX_SOURCE, type MeetingImport } from './import-meetings';
export { ImportMeetingsResolver } from './import-meetings.resolver';
