import type { Client } from 'pg';
import { insertRows, instant, type TableRow, upTo, uuidFor } from './rows';

/** How many patients the organization with broken records has. */
const PATIENTS = 6;

/**
 * Fills the second organization with records that no release would write: JSON without what the schema promises, a status that
 * no enum knows, a meeting whose group is gone. An answer made of them has errors and nulls that rise.
 */
export async function breakRecords(client: Client, organization: string): Promise<void> {
  // What triggers do at the end of the transaction, they do now.
  await client.query('set constraints all immediate');
  await client.query('alter table meeting drop constraint meeting_group');
  await client.query('alter table patient_standing drop constraint patient_standing_status');
  for (const [table, rows] of brokenTables(organization)) await insertRows(client, table, rows);
}

function brokenTables(organization: string): [table: string, rows: TableRow[]][] {
  const own = (kind: string, n: number) => ({ organization_id: organization, id: uuidFor(`broken ${kind}`, n) });
  const ofPatient = (n: number) => ({ ...own('patient', n), patient_id: uuidFor('broken patient', n) });
  return [
    ['patient', upTo(PATIENTS).map((n) => patientRow(own('patient', n), n))],
    ['patient_contact', upTo(PATIENTS).map((n) => ({ ...ofPatient(n), points: pointsOf(n) }))],
    [
      'patient_standing',
      upTo(PATIENTS).map((n) => ({ ...ofPatient(n), status: n % 3 === 1 ? 'NO_SUCH_STATUS' : 'ACTIVE' })),
    ],
    ['care_plan', upTo(PATIENTS).map((n) => planRow(own('plan', n), n))],
    ['meeting', upTo(4).map((n) => meetingRow(own('meeting', n), n))],
    ['peer_group', [groupRow(own('group', 0))]],
  ];
}

function patientRow(own: TableRow, n: number): TableRow {
  return {
    ...own,
    version: 1,
    preferred_name: `Broken ${n}`,
    time_zone: 'America/Chicago',
    languages: [],
    updated_at: instant(n, n),
  };
}

/** The second point of every third patient says no channel, which the schema promises. */
function pointsOf(n: number): object[] {
  const whole = { channel: 'SMS', value: '+1', mayLeaveMessage: true, sayWhoWeAre: false, safeHours: null };
  return n % 3 === 0 ? [whole, { value: '+2' }] : [whole];
}

function planRow(own: TableRow, n: number): TableRow {
  const coding = { system: 'urn:a', code: 'F10', display: 'Whole' };
  return {
    ...own,
    version: 1,
    patient_id: uuidFor('broken patient', n),
    title: `Plan ${n}`,
    status: 'ACTIVE',
    diagnoses: n % 2 === 0 ? [coding, { system: 'urn:a', code: 'F11' }] : [coding],
    level_of_care: n % 3 === 0 ? { edition: 'NO_SUCH_EDITION', code: '1' } : null,
    created_at: instant(10 - n, n),
  };
}

/** The group of the odd ones is not there. */
function meetingRow(own: TableRow, n: number): TableRow {
  return {
    ...own,
    version: 1,
    peer_group_id: uuidFor('broken group', n % 2),
    name: `Meeting ${n}`,
    active: true,
    weekday: 'THURSDAY',
    start_time: '19:00',
    end_time: '20:00',
    time_zone: 'America/Chicago',
    modality: 'VIRTUAL',
    approximate: false,
    types: [],
  };
}

function groupRow(own: TableRow): TableRow {
  return {
    ...own,
    version: 1,
    display_name: 'Group that is there',
    approaches: [],
    modalities: [],
    languages: [],
    active: true,
    fellowship: 'OTHER',
    meeting_types: [],
  };
}
