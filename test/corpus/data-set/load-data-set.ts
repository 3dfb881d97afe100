import type { Client } from 'pg';
import { ALL_SCOPES } from '../../../src/app/personas';
import type { TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { assessmentIdentifierRows, assessmentRows } from './assessments';
import { breakRecords } from './broken';
import { activityRows, careIdentifierRows, goalRows, planRows } from './care';
import { invitationRows } from './invitations';
import { concernRows, linkRows, peerContactRows, preferencesRows, settlePreferences } from './links';
import { contactRows, identifierRows, identityRows, patientRows, patientStandingRows, seatRows } from './patients';
import { cancellationRows, groupRows, journeyRows, meetingRows, mentorRows, standingRows } from './peers';
import {
  apiDisclosureRows,
  consentRows,
  disclosureRows,
  emergencyRows,
  restrictionRows,
  settlePermissions,
} from './permissions';
import { checkInRows, encouragementRows, milestoneRows, periodRows, settleRecovery } from './recovery';
import { followUpRows, returnRows } from './returns';
import { CORPUS_NOW, insertRows, type TableRow, uuidFor } from './rows';
import { doseRows, safetyFactRows, sessionRows } from './sessions';
import { accountRows, clientRows, clinicianRows, settingsRow } from './staff';

/**
 * Fills the first organization with records of every kind, the same in every run but for the id of the organization:
 * ids and instants are functions of numbers, so that an operation can be asked again tomorrow.
 */
export async function loadDataSet(app: TestApp): Promise<void> {
  await asAdmin(app.databaseUrl, async (client) => {
    await client.query('begin');
    for (const [table, rows] of tablesOf(app.harbor.uuid)) await insertRows(client, table, rows);
    await decideSettings(client, app.harbor.uuid, settingsRow(uuidFor('clinician', 3)));
    await settlePermissions(client);
    await settlePreferences(client);
    await settleChanges(client);
    await settleFollowUps(client, app.harbor.uuid);
    await settleRecovery(client);
    await settleConcerns(client);
    await breakRecords(client, app.meadow.uuid);
    await client.query('commit');
    await client.query('select app.place_changes(100000)');
    await client.query('update change_event set at = $1', [CORPUS_NOW]);
    await client.query('analyze');
  });
}

function tablesOf(organization: string): [table: string, rows: TableRow[]][] {
  return [
    ['clinician', clinicianRows(organization)],
    ['partner_app', clientRows(organization, ALL_SCOPES)],
    ['peer_mentor', mentorRows(organization)],
    ['peer_mentor_standing', standingRows(organization)],
    ['mentor_journey_step', journeyRows(organization)],
    ['peer_group', groupRows(organization)],
    ['meeting', meetingRows(organization)],
    ['cancelled_occurrence', cancellationRows(organization)],
    ['patient', patientRows(organization)],
    ['patient_identity', identityRows(organization)],
    ['patient_identifier', identifierRows(organization)],
    ['patient_contact', contactRows(organization)],
    ['patient_standing', patientStandingRows(organization)],
    ['care_team_member', seatRows(organization)],
    ['care_plan', planRows(organization)],
    ['goal', goalRows(organization)],
    ['care_activity', activityRows(organization)],
    ['session', sessionRows(organization)],
    ['dose', doseRows(organization)],
    ['safety_fact', safetyFactRows(organization)],
    ['care_identifier', careIdentifierRows(organization)],
    ['assessment', assessmentRows(organization)],
    ['assessment_identifier', assessmentIdentifierRows(organization)],
    ['mentor_invitation', invitationRows(organization)],
    ['peer_link', linkRows(organization)],
    ['milestone', milestoneRows(organization)],
    ['recovery_period', periodRows(organization)],
    ['encouragement', encouragementRows(organization)],
    ['check_in', checkInRows(organization)],
    ['peer_contact', peerContactRows(organization)],
    ['peer_concern', concernRows(organization)],
    ['support_preferences', preferencesRows(organization)],
    ['consent', consentRows(organization, uuidFor('client corpus-partner'))],
    ['return_to_use', returnRows(organization)],
    ['access_restriction', restrictionRows(organization)],
    ['disclosure', disclosureRows(organization)],
    ['api_disclosure', apiDisclosureRows(organization)],
    ['emergency_access', emergencyRows(organization)],
    ['account', accountRows(organization, LOGINS)],
  ];
}

/** Who comes as somebody; the others of their role come as nobody in particular. */
const LOGINS = [
  { subject: 'corpus-clinician', clinician_id: uuidFor('clinician', 0) },
  { subject: 'corpus-supervisor', clinician_id: uuidFor('clinician', 1) },
  { subject: 'corpus-mentor', peer_mentor_id: uuidFor('mentor', 0) },
  { subject: 'corpus-patient', patient_id: uuidFor('patient', 0) },
];

async function decideSettings(client: Client, organization: string, settings: TableRow): Promise<void> {
  const names = Object.keys(settings);
  const columns = names.map((name, index) => `${name} = $${index + 2}`).join(', ');
  await client.query(`update organization_settings set ${columns} where organization_id = $1`, [
    organization,
    ...names.map((name) => settings[name]),
  ]);
}

/** Those that triggers opened are of today, by ids of their own. */
async function settleFollowUps(client: Client, organization: string): Promise<void> {
  await client.query("delete from follow_up where kind <> 'CONCERN'");
  await insertRows(client, 'follow_up', followUpRows(organization));
}

/** Triggers noted the database's own clock; the corpus has instants of its own. */
async function settleChanges(client: Client): Promise<void> {
  await client.query(
    `update care_plan_change set changed_at = $1::timestamptz
      - (('x' || substr(md5(id::text || category), 1, 4))::bit(16)::int % 90) * interval '1 day 1 millisecond 7 microseconds'`,
    [CORPUS_NOW],
  );
}

/** Triggers gave what follows a concern an id of its own, and instants of the database's clock; some of it is done. */
async function settleConcerns(client: Client): Promise<void> {
  await client.query(
    `update follow_up set id = md5('follow-up ' || source_id)::uuid, opened_at = $1, due_at = $1::timestamptz + interval '1 day',
       escalates_at = case when is_urgent then $1::timestamptz + interval '30 minutes' end
     where kind = 'CONCERN'`,
    [CORPUS_NOW],
  );
  await client.query(
    "update follow_up set acknowledged_at = $1, completed_at = $1, outcome = 'They talked.' where kind = 'CONCERN' and is_urgent",
    [CORPUS_NOW],
  );
}
