export { describeMeetingType, type MeetingTypeDescription } from './meeting-types';
export { parseJsonText, UnreadableFeed } from './parse-json-text';
export { type MeetingFeed, readFeed } from './read-feed';
export type { MeetingListing, RejectedListing } from './read-listing';
export type { MeetingSlot } from './read-schedule';
