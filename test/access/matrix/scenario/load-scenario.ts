import type { Client } from 'pg';
import { insertRows, type TableRow } from '../../../corpus/data-set/rows';
import type { TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import * as assessments from './assessments';
import * as care from './care';
import { followUpRows } from './follow-ups';
import { idOf, P, PAST } from './ids';
import { invitationRows } from './invitations';
import * as links from './links';
import * as patients from './patients';
import * as peers from './peers';
import * as permissions from './permissions';
import * as recovery from './recovery';
import * as returns from './returns';
import * as staff from './staff';

/**
 * Fills the first organization with a patient P of whom there is something in every table, and with everybody who may or may not see it.
 * Ids are fixed, and instants are long ago or long ahead, so that the same is seen tomorrow.
 */
export async function loadScenario(app: TestApp): Promise<void> {
  await asAdmin(app.databaseUrl, async (client) => {
    await client.query('begin');
    for (const [table, rows] of tablesOf(app.harbor.uuid)) await insertRows(client, table, rows);
    await insertRows(client, 'clinician', staff.clinicianRows(app.meadow.uuid, true));
    await insertRows(client, 'account', staff.accountRows(app.meadow.uuid, true));
    await settle(client, app.harbor.uuid);
    await client.query('commit');
    await client.query('select app.place_changes(100000)');
    await client.query('analyze');
  });
}

function tablesOf(organization: string): [table: string, rows: TableRow[]][] {
  return [
    ['clinician', staff.clinicianRows(organization, false)],
    ['partner_app', staff.clientRows(organization)],
    ['peer_mentor', peers.mentorRows(organization)],
    ['peer_mentor_standing', peers.standingRows(organization)],
    ['mentor_journey_step', peers.journeyRows(organization)],
    ['peer_group', peers.groupRows(organization)],
    ['meeting', peers.meetingRows(organization)],
    ['cancelled_occurrence', peers.cancellationRows(organization)],
    ['patient', patients.patientRows(organization)],
    ['patient_identity', patients.identityRows(organization)],
    ['patient_identifier', patients.identifierRows(organization)],
    ['patient_contact', patients.contactRows(organization)],
    ['patient_standing', patients.standingRows(organization)],
    ['care_team_member', patients.seatRows(organization)],
    ['care_plan', care.planRows(organization)],
    ['goal', care.goalRows(organization)],
    ['care_activity', care.activityRows(organization)],
    ['session', care.sessionRows(organization)],
    ['counseling_note', care.noteRows(organization)],
    ['dose', care.doseRows(organization)],
    ['safety_fact', care.safetyFactRows(organization)],
    ['care_identifier', care.careIdentifierRows(organization)],
    ['assessment', assessments.assessmentRows(organization)],
    ['assessment_sex_band', assessments.sexBandRows(organization)],
    ['assessment_identifier', assessments.assessmentIdentifierRows(organization)],
    ['mentor_invitation', invitationRows(organization)],
    ['consent', permissions.consentRows(organization)],
    ['peer_link', links.linkRows(organization)],
    ['peer_link_recurrence', links.recurrenceRows(organization)],
    ['milestone', recovery.milestoneRows(organization)],
    ['recovery_period', recovery.periodRows(organization)],
    ['encouragement', recovery.encouragementRows(organization)],
    ['check_in', recovery.checkInRows(organization)],
    ['peer_contact', links.contactRows(organization)],
    ['peer_concern', links.concernRows(organization)],
    ['support_preferences', [links.preferencesRow(organization)]],
    ['access_restriction', permissions.restrictionRows(organization)],
    ['return_to_use', returns.returnRows(organization)],
    ['disclosure', permissions.disclosureRows(organization)],
    ['api_disclosure', permissions.apiDisclosureRows(organization)],
    ['emergency_access', permissions.emergencyRows(organization)],
    ['emergency_attempt', [attempt(organization)]],
    ['account', staff.accountRows(organization, false)],
    ['audit_event', [auditLine(organization)]],
    ['idempotency_key', [rememberedKey(organization)]],
  ];
}

const attempt = (organization: string): TableRow => ({
  organization_id: organization,
  id: idOf('attempt', 'EG'),
  clinician_id: idOf('clinician', 'EG'),
  at: PAST,
});

const auditLine = (organization: string): TableRow => ({
  organization_id: organization,
  id: idOf('audit', '1'),
  at: PAST,
  principal_id: idOf('clinician', 'NA'),
  role: 'CLINICIAN',
  kind: 'care-plan.drafted',
  subject_type: 'care_plan',
  subject_id: idOf('plan', '1'),
  patient_id: P,
  request_id: 'matrix',
});

const rememberedKey = (organization: string): TableRow => ({
  organization_id: organization,
  principal_id: idOf('clinician', 'NA'),
  key: 'matrix',
  field: 'draftCarePlan',
  body_digest: 'digest',
  outcome: {},
  at: PAST,
});

/** What rows made by triggers are to say, and what the program decided for itself. */
async function settle(client: Client, organization: string): Promise<void> {
  // Those that triggers opened are of today.
  await client.query('delete from follow_up');
  await insertRows(client, 'follow_up', followUpRows(organization));
  await client.query('update peer_mentor set version = 1 where organization_id = $1', [organization]);
  // Milestones by days are for the server's job, which would come at any moment.
  await client.query('update recovery_count set next_milestone_on = null');
  const reason = `update peer_link_reason set paused_reason = $2, end_reason = $3 where organization_id = $4 and id = $1`;
  await client.query(reason, [idOf('link', 'MR'), 'CONSENT_REVOKED', null, organization]);
  await client.query(reason, [idOf('link', 'ended'), null, 'Moved away', organization]);
  await client.query(
    "update fellowship_preferences set fellowships = '{SMART_RECOVERY}', avoid = '{AL_ANON}', meeting_types = '{O}', traits = '{open}' where id = $1",
    [P],
  );
  await client.query(
    'update care_episode set discharged_as = $2, discharge_reason = $3, discharged_at = $4 where id = $1',
    [P, 'COMPLETED', 'Finished an earlier program', PAST],
  );
  await client.query(
    'update organization_settings set minimum_mentor_recovery_months = 0, on_call_id = $2 where organization_id = $1',
    [organization, idOf('clinician', 'CE')],
  );
}
