import { day, nth, type TableRow, upTo, uuidFor, when } from './rows';
import { CLINICIANS } from './staff';

/** How many mentors there are. */
export const MENTORS = 10;
/** How many groups there are. */
export const GROUPS = 12;

const APPROACHES = ['TWELVE_STEP', 'SECULAR', 'FAITH_BASED', 'MINDFULNESS_BASED', 'MEDICATION_SUPPORTIVE'];
const MODALITIES = ['IN_PERSON', 'VIRTUAL', 'HYBRID', 'ONLINE_FORUM', 'MOBILE_APP', 'PHONE'];
const LANGUAGES = ['en', 'es', 'fr-CA', 'zh-Hans'];
const STAGES = ['CREDENTIALED', 'CREDENTIALED', 'CANDIDATE', 'IN_TRAINING', 'PAUSED', 'RETIRED', 'CREDENTIALED'];
const ENGAGEMENTS = ['EMPLOYED', 'SUPERVISED_VOLUNTEER', 'INDEPENDENT'];
const FELLOWSHIPS = [
  'TWELVE_STEP_AA',
  'SMART_RECOVERY',
  'AL_ANON',
  'LIFERING',
  'RECOVERY_DHARMA',
  'CLINIC_RUN',
  'ONLINE_COMMUNITY',
  'OTHER',
];

/** Some of a list, from none to three, different by number. */
function some<T>(list: readonly T[], n: number): T[] {
  return upTo(n % 4).map((step) => nth(list, n + step));
}

/** The mentors; some have empty lists and no bio, two share a name. */
export function mentorRows(organization: string): TableRow[] {
  return upTo(MENTORS).map((n) => ({
    organization_id: organization,
    id: uuidFor('mentor', n),
    version: 1 + n,
    display_name: n < 2 ? 'Mentor Twin' : `Mentor ${nth(['Éla', 'bo', '100%_x', 'Ünal'], n)} ${n}`,
    approaches: some(APPROACHES, n + 1),
    modalities: some(MODALITIES, n + 2),
    languages: some(LANGUAGES, n + 1),
    active: n !== 5,
    bio: when(n % 3 !== 0, `Walks along.\n\t“${n}” \u{1F331}`),
    specialties: some(['early recovery', 'parents', 'veterans'], n),
    time_zone: nth(['America/Los_Angeles', 'America/Chicago'], n),
    availability: upTo(n % 3).map((slot) => ({ weekday: nth(WEEKDAYS, slot + n), from: '17:00', to: '20:30' })),
    engagement: nth(ENGAGEMENTS, n),
    in_recovery_since: when(n % 2 === 0, 2001 + n),
  }));
}

/** How far each mentor has come; the last has no standing at all. */
export function standingRows(organization: string): TableRow[] {
  return upTo(MENTORS - 1).map((n) => {
    const isCertified = nth(STAGES, n) === 'CREDENTIALED' || n === 4;
    return {
      organization_id: organization,
      id: uuidFor('mentor', n),
      stage: nth(STAGES, n),
      capacity: 20 + n,
      slots_taken: 0,
      supervisor_id: when(n % 3 !== 2, uuidFor('clinician', 1 + (n % (CLINICIANS - 1)))),
      credential_title: when(isCertified, 'Certified Peer Specialist'),
      credential_issuer: when(isCertified, 'Example Board'),
      credential_number: when(isCertified && n % 2 === 0, `CPRS-${n}`),
      credential_verified_on: when(isCertified, '2025-02-03'),
      // One runs out long after the corpus is asked, one ran out before.
      credential_expires_on: when(isCertified && n > 0, n === 1 ? '2099-12-31' : '2025-12-31'),
    };
  });
}

/** How they became mentors. Some steps fall on one day. */
export function journeyRows(organization: string): TableRow[] {
  const stages = ['CANDIDATE', 'IN_TRAINING', 'CREDENTIALED'];
  return upTo(MENTORS - 2).flatMap((n) =>
    upTo((n + 3) % 4).map((step) => ({
      organization_id: organization,
      id: uuidFor('journey', n, step),
      peer_mentor_id: uuidFor('mentor', n),
      stage: nth(stages, step),
      entered_on: day(400 - 30 * Math.min(step, 1)),
      evidence: when(step % 2 === 1, 'Began the course'),
    })),
  );
}

/** The groups; some are retired, have no meeting, or came from a feed. */
export function groupRows(organization: string): TableRow[] {
  return upTo(GROUPS).map((n) => ({
    organization_id: organization,
    id: uuidFor('group', n),
    version: 1,
    display_name: n < 2 ? 'Twin Group' : `Group ${nth(['Harbor', 'ñandú', 'Ärger', 'quiet'], n)} ${n}`,
    approaches: some(APPROACHES, n + 1),
    modalities: some(MODALITIES, n + 1),
    languages: some(LANGUAGES, n),
    active: n % 6 !== 4,
    fellowship: nth(FELLOWSHIPS, n),
    description: when(n % 2 === 0, 'Open to whoever wants to come.'),
    url: when(n % 3 === 0, `https://groups.example/${n}?a=%20&b`),
    meeting_types: ['O', 'D', 'XYZ'].slice(0, n % 4),
    source: when(n % 4 === 3, 'feed'),
    source_key: when(n % 4 === 3, `key-${n}`),
  }));
}

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
/** How many meetings a group of each number has: none up to four. */
export const meetingsOf = (group: number): number => [3, 1, 0, 2, 4][group % 5] as number;

/** The meetings: weekly or by appointment, at a place or online, scheduled by hand or from a feed. */
export function meetingRows(organization: string): TableRow[] {
  return upTo(GROUPS).flatMap((group) =>
    upTo(meetingsOf(group)).map((n) => meetingRow(organization, group, n, 5 * group + n)),
  );
}

function meetingRow(organization: string, group: number, n: number, number: number): TableRow {
  const isWeekly = number % 5 !== 2;
  const isImported = group % 4 === 3;
  const modality = nth(MODALITIES, number);
  const hasPlace = ['IN_PERSON', 'HYBRID'].includes(modality);
  return {
    organization_id: organization,
    id: uuidFor('meeting', group, n),
    version: 1 + n,
    peer_group_id: uuidFor('group', group),
    // The same name in every group of two: the id decides.
    name: n < 2 ? 'Meeting' : `Späte Runde ${n}`,
    active: number % 11 !== 8,
    weekday: when(isWeekly, nth(WEEKDAYS, number)),
    start_time: when(isWeekly, nth(['19:00', '23:30', '06:15'], number)),
    end_time: when(isWeekly, nth(['20:00', '00:45', '07:15'], number)),
    time_zone: nth(['America/Los_Angeles', 'America/New_York', 'Europe/Berlin'], number),
    modality,
    join_url: when(!hasPlace, 'https://meet.example/room'),
    phone: when(modality === 'PHONE', '+1 555 0100'),
    venue_name: when(hasPlace, 'Community Hall'),
    formatted_address: when(hasPlace && n % 2 === 0, '1 Example St, San José, CA'),
    latitude: when(hasPlace, 37.3 + number / 97),
    longitude: when(hasPlace, -121.89 - number / 91),
    approximate: number % 3 === 0,
    types: ['O', 'X', 'WHAT?'].slice(0, number % 4),
    notes: when(n % 2 === 1, 'Ring twice.'),
    source: when(isImported, 'feed'),
    slug: when(isImported, `slug-${number}`),
    slot: when(isImported, 'main'),
    source_url: when(isImported && n === 0, `https://feed.example/${number}`),
    listing_digest: when(isImported, 'digest'),
    last_seen_at: when(isImported, '2026-01-02T03:04:05.678901Z'),
  };
}

/** Days on which meetings fall out, in the weeks around the corpus' instant. */
export function cancellationRows(organization: string): TableRow[] {
  return upTo(GROUPS).flatMap((group) =>
    upTo(meetingsOf(group)).flatMap((n) =>
      upTo((group + n) % 3 === 0 ? 9 : 0).map((ahead) => ({
        organization_id: organization,
        id: uuidFor('cancellation', group, n, ahead),
        meeting_id: uuidFor('meeting', group, n),
        peer_group_id: uuidFor('group', group),
        cancelled_on: day(1 - ahead),
        reason: when(ahead % 2 === 0, 'Holiday'),
      })),
    ),
  );
}
