import type { Client } from 'pg';
import { plansOf } from './care';
import { PATIENTS } from './patients';
import { GROUPS, MENTORS } from './peers';
import { day, instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const STATUSES = ['ACTIVE', 'PROPOSED', 'PAUSED', 'ENDED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'];

/** How many links a patient has: none up to six, to mentors and groups. */
const linksOf = (patient: number): number => [4, 2, 0, 6, 1, 3][patient % 6] as number;

/** Links of each status. The first mentor has several, the instant of proposal comes in ties. */
export function linkRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) => upTo(linksOf(patient)).map((n) => linkRow(organization, patient, n)));
}

function linkRow(organization: string, patient: number, n: number): TableRow {
  const status = nth(STATUSES, patient + n);
  const isMentor = (patient + n) % 2 === 0;
  // No two links of a patient to the same peer: open ones would exclude each other.
  const mentor = n === 0 ? 0 : 1 + ((patient + n) % (MENTORS - 1));
  return {
    organization_id: organization,
    id: uuidFor('link', patient, n),
    version: 1 + n,
    patient_id: uuidFor('patient', patient),
    care_plan_id: when(plansOf(patient) > 0 && n !== 1, uuidFor('plan', patient, n % Math.max(plansOf(patient), 1))),
    peer_mentor_id: when(isMentor, uuidFor('mentor', mentor)),
    peer_group_id: when(!isMentor, uuidFor('group', (patient + n) % GROUPS)),
    status,
    purposes: ['EMOTIONAL_SUPPORT', 'GOAL_SETTING'].slice(0, n % 3),
    patient_agreed_at: when(status !== 'PROPOSED' || n % 2 === 0, instant(60, patient)),
    cadence: when(n % 2 === 0, 'weekly'),
    proposed_by: nth(['CARE_TEAM', 'PATIENT', 'MENTOR'], n),
    started_on: when(['ACTIVE', 'PAUSED', 'ENDED'].includes(status), day(50)),
    ended_on: when(status === 'ENDED', day(5)),
    // A proposal that nobody answers expires: these never do, whenever this runs.
    created_at: instant(status === 'PROPOSED' ? -350_000 : 80 - Math.min(n, 2), patient),
  };
}

/** How many contacts a link has that ever began: none up to three. */
const contactsOf = (patient: number, n: number): number => (patient + 2 * n) % 4;

/** Contacts of the links that began: some in ties, some reviewed, some taken back, some longer ago than anybody asks. */
export function peerContactRows(organization: string): TableRow[] {
  return linkRows(organization).flatMap((link, index) =>
    link.started_on === null ? [] : upTo(contactsOf(index, 1)).map((n) => contactRow(organization, link, index, n)),
  );
}

function contactRow(organization: string, link: TableRow, index: number, n: number): TableRow {
  const isMeeting = link.peer_group_id !== null;
  const isReviewed = !isMeeting && n === 1;
  const isMistaken = (index + n) % 5 === 4;
  return {
    organization_id: organization,
    id: uuidFor('contact', index, n),
    version: 1 + n,
    patient_id: link.patient_id,
    peer_link_id: link.id,
    peer_mentor_id: link.peer_mentor_id,
    peer_group_id: link.peer_group_id,
    occurred_at: instant(n === 2 ? 420 : 5 * (index % 9), Math.floor(n / 2)),
    minutes: 15 * (n + 1),
    mode: isMeeting ? 'GROUP_MEETING' : nth(['IN_PERSON', 'PHONE', 'VIDEO', 'MESSAGE'], index + n),
    note: when(n % 2 === 0, 'A walk.\n\t“fine”'),
    reported_by: isMeeting ? 'PATIENT' : nth(['MENTOR', 'PATIENT'], n),
    reviewed_by_id: when(isReviewed, uuidFor('clinician', 1)),
    reviewed_at: when(isReviewed, instant(1, n)),
    entered_in_error_at: when(isMistaken, instant(1, n)),
    entered_in_error_reason: when(isMistaken, 'Another day.'),
  };
}

/** What mentors were worried about. A trigger opens what follows each. */
export function concernRows(organization: string): TableRow[] {
  return linkRows(organization)
    .filter(({ peer_mentor_id, status }) => peer_mentor_id !== null && status === 'ACTIVE')
    .map((link, n) => ({
      organization_id: organization,
      id: uuidFor('concern', n),
      patient_id: link.patient_id,
      peer_link_id: link.id,
      peer_mentor_id: link.peer_mentor_id,
      sentence: `Worried. ${n}`,
      is_urgent: n % 2 === 0,
      raised_at: instant(3, n),
    }));
}

/** What support two in three patients would like; some say next to nothing. */
export function preferencesRows(organization: string): TableRow[] {
  return upTo(PATIENTS)
    .filter((patient) => patient % 3 !== 2)
    .map((patient) => ({
      organization_id: organization,
      id: uuidFor('patient', patient),
      patient_id: uuidFor('patient', patient),
      own_version: 1 + (patient % 3),
      approaches: ['SECULAR', 'TWELVE_STEP'].slice(0, patient % 3),
      modalities: ['IN_PERSON', 'PHONE'].slice(patient % 3),
      languages: patient % 4 === 0 ? ['es', 'en'] : [],
      availability: ['TUESDAY', 'SATURDAY']
        .slice(patient % 2)
        .map((weekday) => ({ weekday, from: '08:30', to: '22:00' })),
      max_distance_km: when(patient % 2 === 0, 12.5),
      mentor_notes: when(patient % 4 === 1, 'Somebody \u{1F415} who walks.'),
    }));
}

/** What names a fellowship is in rows that a trigger made. */
export async function settlePreferences(client: Client): Promise<void> {
  await client.query(
    `update fellowship_preferences f set own_version = 1, fellowships = '{SMART_RECOVERY,LIFERING}', avoid = '{AL_ANON}', meeting_types = '{O,NEW}', traits = '{open}'
     from support_preferences s where s.id = f.id and s.own_version = 2`,
  );
}
