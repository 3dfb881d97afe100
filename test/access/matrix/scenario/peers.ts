import type { TableRow } from '../../../corpus/data-set/rows';
import { ACTORS } from '../actors';
import { idOf, RECENT } from './ids';

const ENGAGEMENTS: Readonly<Record<string, string>> = {
  MV: 'SUPERVISED_VOLUNTEER',
  MR: 'SUPERVISED_VOLUNTEER',
  MI: 'INDEPENDENT',
};

/** Mentors behind actors; one who asks nothing and once walked along; and one who never met P. */
const MENTORS = [
  ...ACTORS.flatMap(({ holder }) => (holder && 'mentor' in holder ? [holder.mentor] : [])),
  'ended',
  'free',
];

/** The mentors. */
export function mentorRows(organization: string): TableRow[] {
  return MENTORS.map((code) => ({
    organization_id: organization,
    id: idOf('mentor', code),
    // Changed once they are there: the log tells of no new mentor.
    version: 0,
    display_name: `Mentor ${code}`,
    approaches: ['SECULAR'],
    modalities: ['VIRTUAL'],
    languages: ['en'],
    active: true,
    bio: 'Walks along.',
    specialties: ['veterans'],
    time_zone: 'America/Los_Angeles',
    availability: [{ weekday: 'MONDAY', from: '17:00', to: '20:00' }],
    engagement: ENGAGEMENTS[code] ?? 'EMPLOYED',
    in_recovery_since: 2010,
  }));
}

/** Mentors of whom P knows nothing, or nothing any more. */
const FORMER = ['ended', 'free'];

/** How far they have come, and who supervises them. */
export function standingRows(organization: string): TableRow[] {
  return MENTORS.map((code) => ({
    organization_id: organization,
    id: idOf('mentor', code),
    stage: 'CREDENTIALED',
    capacity: 5,
    slots_taken: 0,
    supervisor_id: idOf('clinician', FORMER.includes(code) ? 'CS' : 'SV'),
    credential_title: 'Certified Peer Specialist',
    credential_issuer: 'Example Board',
    credential_number: 'C-1',
    credential_verified_on: '2025-02-03',
    credential_expires_on: '2990-12-31',
  }));
}

/** How they became mentors. */
export function journeyRows(organization: string): TableRow[] {
  return MENTORS.map((code) => ({
    organization_id: organization,
    id: idOf('journey', code),
    peer_mentor_id: idOf('mentor', code),
    stage: 'CREDENTIALED',
    entered_on: '2025-02-03',
    evidence: 'Passed',
  }));
}

/** The group that P goes to, and one that P does not. */
export function groupRows(organization: string): TableRow[] {
  return ['of P', 'other'].map((name) => ({
    organization_id: organization,
    id: idOf('group', name),
    version: 1,
    display_name: `Group ${name}`,
    approaches: ['SECULAR'],
    modalities: ['VIRTUAL'],
    languages: ['en'],
    active: true,
    fellowship: 'SMART_RECOVERY',
    description: 'Open to whoever wants to come.',
    url: 'https://groups.example/1',
    meeting_types: ['O'],
  }));
}

/** Half a day from whatever time it is there: one that is under way while this runs would be one more. */
const [START, END] = new Date().toLocaleTimeString('en-US', { timeZone: 'America/Los_Angeles' }).endsWith('AM')
  ? ['19:00', '20:00']
  : ['07:00', '08:00'];

const meeting = (organization: string): TableRow => ({
  organization_id: organization,
  id: idOf('meeting', 'of P'),
  version: 1,
  peer_group_id: idOf('group', 'of P'),
  name: 'Meeting',
  active: true,
  weekday: 'MONDAY',
  start_time: START,
  end_time: END,
  time_zone: 'America/Los_Angeles',
  modality: 'HYBRID',
  join_url: 'https://meet.example/room',
  phone: '+1 555 0100',
  venue_name: 'Community Hall',
  formatted_address: '1 Example St, San José, CA',
  latitude: 37.3,
  longitude: -121.9,
  approximate: false,
  types: ['O'],
  notes: 'Ring twice.',
  source: 'feed',
  slug: 'slug',
  slot: 'main',
  source_url: 'https://feed.example/1',
  listing_digest: 'digest',
  last_seen_at: RECENT,
});

/** A meeting of that group every Monday, and one on every other day, so that whenever this runs some are near. */
export function meetingRows(organization: string): TableRow[] {
  const others = ['TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  return [
    meeting(organization),
    ...others.map((weekday) => ({
      ...meeting(organization),
      id: idOf('meeting', weekday),
      slug: weekday.toLowerCase(),
      weekday,
    })),
    // The other group is one that could be suggested to P.
    { ...meeting(organization), id: idOf('meeting', 'of other'), peer_group_id: idOf('group', 'other'), slug: 'other' },
  ];
}

/** One day on which it falls out, long ago. */
export function cancellationRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('cancellation', '1'),
      meeting_id: idOf('meeting', 'of P'),
      peer_group_id: idOf('group', 'of P'),
      cancelled_on: '2025-03-03',
      reason: 'Holiday',
    },
  ];
}
