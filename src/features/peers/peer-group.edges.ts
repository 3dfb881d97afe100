import { Int } from 'type-graphql';
import { Role } from '../../access/role';
import { byId, extend, many, on, page, queries } from '../../platform/graphql/reads';
import { DateTime } from '../../platform/graphql/scalars';
import { Meeting } from './meeting.entity';
import { MeetingOccurrence } from './meeting-occurrence';
import { MeetingSource, sourceOf, Venue, venueOf } from './meeting-place';
import { MeetingType, meetingTypesOf } from './meeting-type';
import { groupSchedule, type NextMeetingsArguments, nextMeetings } from './next-meetings';
import { PeerFilter } from './peer-filter';
import { PeerGroup } from './peer-group.entity';

const EVERY_ROLE = Object.values(Role);

export const PeerGroupFields = extend(
  () => PeerGroup,
  (own) => ({
    meetingTypes: own
      .derived(
        () => [MeetingType],
        { meetingTypes: true },
        (row) => meetingTypesOf(row.meetingTypes),
      )
      .describe('What its meetings are like.'),
    meetings: many(() => Meeting)
      .by('peerGroupId')
      .where(on<Meeting>().is('active', true))
      .orderBy('name')
      .describe('The meetings that take place, by name.'),
    nextMeetings: own
      .derived(
        () => [MeetingOccurrence],
        groupSchedule('id'),
        (row, args: NextMeetingsArguments, now) => nextMeetings(row, args, now),
      )
      .takes('from', () => DateTime, 'Only what has not ended at this instant; now when left out.')
      .takes('days', () => Int, 'How many days ahead, 1 to 31.', 7)
      .takes('first', () => Int, 'How many at most.', 10)
      .describe(
        "When it meets next, the soonest first. Computed in each meeting's own zone, daylight saving included.",
      ),
  }),
);

export const MeetingFields = extend(
  () => Meeting,
  (own) => ({
    group: own.one(() => PeerGroup, 'peerGroupId').describe('The group whose meeting it is.'),
    byAppointment: own
      .derived(
        () => Boolean,
        { weekday: true },
        (row) => row.weekday === null,
      )
      .describe('True when the listing gives no fixed time.'),
    types: own
      .derived(
        () => [MeetingType],
        { types: true },
        (row) => meetingTypesOf(row.types),
      )
      .describe('What it is like.'),
    venue: own
      .derived(
        () => Venue,
        { venueName: true, formattedAddress: true, latitude: true, longitude: true, approximate: true },
        (row) => venueOf(row),
      )
      .nullable()
      .describe('Where it takes place, or comes from.'),
    source: own
      .derived(
        () => MeetingSource,
        { source: true, slug: true, sourceUrl: true },
        (row) => sourceOf(row),
      )
      .nullable()
      .describe('The feed it was imported from; null when it was scheduled by hand.'),
  }),
);

export const MeetingOccurrenceFields = extend(
  () => MeetingOccurrence,
  (own) => ({ group: own.one(() => PeerGroup, 'peerGroupId').describe('The group whose meeting it is.') }),
);

export const PeerGroupQueries = queries({
  peerGroup: byId(() => PeerGroup)
    .allow(EVERY_ROLE)
    .describe('A group by id.'),
  peerGroups: page(() => PeerGroup)
    .filter(() => PeerFilter)
    .orderBy('displayName')
    .allow(EVERY_ROLE)
    .describe('The groups of the directory, by name, retired ones included unless `active` says otherwise.'),
});
