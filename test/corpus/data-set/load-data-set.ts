import type { Client } from 'pg';
import { ALL_SCOPES } from '../../../src/app/personas';
import type { TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { breakRecords } from './broken';
import { activityRows, careIdentifierRows, goalRows, planRows } from './care';
import { linkRows, preferencesRows, settlePreferences } from './links';
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
    await breakRecords(client, app.meadow.uuid);
    await client.query('commit');
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
    ['peer_link', linkRows(organization)],
    ['support_preferences', preferencesRows(organization)],
    ['consent', consentRows(organization, uuidFor('client corpus-partner'))],
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

/** Triggers noted the database's own clock; the corpus has instants of its own. */
async function settleChanges(client: Client): Promise<void> {
  await client.query(
    `update care_plan_change set changed_at = $1::timestamptz
      - (('x' || substr(md5(id::text || category), 1, 4))::bit(16)::int % 90) * interval '1 day 1 millisecond 7 microseconds'`,
    [CORPUS_NOW],
  );
}
