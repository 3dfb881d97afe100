import type { Kind } from './allowed';

const CARE: readonly Kind[] = ['CARE_PLAN'];
const CARE_OR_MEDICATION: readonly Kind[] = ['CARE_PLAN', 'MEDICATION'];
const LINK: readonly Kind[] = ['PEER_SUPPORT', 'GROUP_PARTICIPATION'];
const ASSESSMENT: readonly Kind[] = ['ASSESSMENT'];
const RECOVERY: readonly Kind[] = ['RECOVERY'];
const RETURN: readonly Kind[] = ['RETURN_TO_USE'];
/** Milestones, and kind words about one: each belongs to one of these by itself. */
const MILESTONE: readonly Kind[] = [...RECOVERY, ...RETURN];
/** Follow-ups belong to the category of what they follow. */
const FOLLOWED: readonly Kind[] = ['CARE_PLAN', 'ASSESSMENT', 'RECOVERY', 'RETURN_TO_USE', 'PEER_SUPPORT'];
/** Entries of the timeline belong to what their subjects belong to. */
const TOLD_OF: readonly Kind[] = [
  ...CARE_OR_MEDICATION,
  'ASSESSMENT',
  'RECOVERY',
  'RETURN_TO_USE',
  ...LINK,
  'PERMISSION',
];
const NOBODY: readonly Kind[] = [];

/** What the rows of each table about patients belong to: whoever sees one may see at least one of these. A new table needs a line here. */
export const OF_TABLE: Readonly<Record<string, readonly Kind[]>> = {
  access_denial: NOBODY,
  access_grant: NOBODY,
  access_restriction: ['PERMISSION'],
  access_told: NOBODY,
  access_touch: NOBODY,
  account: ['LOGIN'],
  assessment: ASSESSMENT,
  assessment_identifier: ASSESSMENT,
  assessment_sex_band: ['ASSESSMENT_AND_IDENTITY'],
  attention: ['ATTENTION'],
  // Written by whoever acts, about what they did; read by nobody.
  audit_event: NOBODY,
  care_activity: CARE_OR_MEDICATION,
  care_episode: CARE,
  care_identifier: CARE_OR_MEDICATION,
  care_plan: CARE,
  care_plan_change: CARE_OR_MEDICATION,
  care_team_member: CARE,
  check_in: RECOVERY,
  // Each event is for whoever sees what changed: the section Events has it type by type.
  change_event: ['ANY'],
  change_inbox: NOBODY,
  consent: ['PERMISSION', 'OWN_CONSENT'],
  counseling_note: ['COUNSELING_NOTE', 'OWN_NOTE'],
  disclosure: ['ACCOUNTING', 'OWN_DISCLOSURE'],
  dose: ['MEDICATION'],
  emergency_access: ['ACCOUNTING', 'OWN_LOOK'],
  encouragement: MILESTONE,
  follow_up: FOLLOWED,
  fellowship_preferences: ['GROUP_PARTICIPATION'],
  goal: CARE,
  medication_record: ['MEDICATION'],
  milestone: MILESTONE,
  mentor_invitation: ['INVITATION'],
  patient: ['ANY'],
  patient_contact: ['CONTACT'],
  patient_identifier: ['IDENTITY'],
  patient_identity: ['IDENTITY'],
  patient_peer_support: ['BOTH_LINKS'],
  patient_recovery: RECOVERY,
  patient_standing: ['CARE_PLAN', 'STATUS'],
  peer_concern: ['CONCERN'],
  peer_contact: LINK,
  peer_link: LINK,
  peer_link_reason: ['REASON'],
  peer_link_recurrence: ['RETURN_TO_USE'],
  return_to_use: ['RETURN_TO_USE'],
  recovery_count: RECOVERY,
  recovery_period: RETURN,
  safety_fact: ['MEDICATION'],
  session: CARE_OR_MEDICATION,
  timeline_entry: TOLD_OF,
  support_preferences: ['PEER_SUPPORT'],
};

/** Views that say who asks and what they reach or are denied, and nothing of any record. */
export const OF_VIEWS: readonly string[] = ['app.denied', 'app.reach', 'app.viewer'];

/** Writing that goes beyond seeing, by verb and table, and whose kind of sight it takes. */
export const BEYOND_SEEING: Readonly<Record<string, readonly Kind[] | 'ANYBODY'>> = {
  // Whoever acts leaves a line under their own name.
  'audit_event insert': 'ANYBODY',
  // Staff who treat or answer for a patient write down what left by hand, and do not read the whole accounting.
  'disclosure insert': ['PERMISSION'],
};

/** What the types about patients belong to. A new type needs a line here, or in KNOWS_NO_PATIENT. */
export const OF_TYPE: Readonly<Record<string, readonly Kind[]>> = {
  AccessRestriction: ['PERMISSION'],
  Account: ['LOGIN'],
  Address: ['IDENTITY'],
  Assessment: ASSESSMENT,
  AssessmentItem: ASSESSMENT,
  CareActivity: CARE_OR_MEDICATION,
  AttentionReason: ['ATTENTION'],
  CarePlan: CARE,
  CareTeamMember: CARE,
  CbtActivity: CARE,
  CheckIn: RECOVERY,
  Coding: CARE,
  Consent: ['PERMISSION', 'OWN_CONSENT'],
  // For the patient and the staff who know of the patient, whoever broke the glass among them.
  ConsentPreview: ['PERMISSION', 'OWN_LOOK'],
  ContactPoint: ['CONTACT'],
  CounselingActivity: CARE,
  Disclosure: ['ACCOUNTING', 'OWN_DISCLOSURE'],
  Dose: ['MEDICATION'],
  EmergencyAccess: ['ACCOUNTING', 'OWN_LOOK'],
  Encouragement: MILESTONE,
  ExternalRecipient: ['PERMISSION'],
  FollowUp: FOLLOWED,
  Goal: CARE,
  Identifier: ['IDENTITY', ...CARE_OR_MEDICATION, ...ASSESSMENT],
  LevelOfCare: CARE,
  MatActivity: ['MEDICATION'],
  Milestone: MILESTONE,
  MentorInvitation: ['INVITATION'],
  MatchReason: ['SUGGESTION'],
  MedicationWarning: ['MEDICATION'],
  Patient: ['ANY'],
  PatientIdentity: ['IDENTITY'],
  PeerContact: LINK,
  PeerEngagement: ['BOTH_LINKS'],
  PeerLink: LINK,
  ReturnToUse: ['RETURN_TO_USE'],
  SafetyFact: ['MEDICATION'],
  Session: CARE_OR_MEDICATION,
  WithheldCategory: ['PERMISSION', 'OWN_LOOK', 'OWN_FOLLOW_UP'],
  RecoveryPeriod: RETURN,
  RecoverySummary: RECOVERY,
  TimelineEntry: TOLD_OF,
  UpcomingMilestone: RETURN,
  PeerMatch: ['SUGGESTION'],
  SupportPreferences: ['PEER_SUPPORT'],
};

/** Fields that belong to something else than their type does. */
export const OF_FIELD: Readonly<Record<string, readonly Kind[]>> = {
  'CarePlan.peerLinks': LINK,
  'CarePlan.suggestedPeers': ['SUGGESTION'],
  'Clinician.caseload': CARE,
  'Clinician.caseload(filter.needsAttention)': ['ATTENTION'],
  'Patient.activeCarePlan': CARE,
  'Patient.assessments': ASSESSMENT,
  'Patient.carePlans': CARE,
  'Patient.careTeam': CARE,
  'Patient.attention': ['ATTENTION'],
  'Patient.checkIns': RECOVERY,
  'Patient.timeline': TOLD_OF,
  'Patient.consents': ['PERMISSION', 'OWN_CONSENT'],
  'Patient.contactPoints': ['CONTACT'],
  'Patient.disclosures': ['ACCOUNTING', 'OWN_DISCLOSURE'],
  'Patient.followUps': FOLLOWED,
  'Patient.encouragements': RECOVERY,
  'Patient.identity': ['IDENTITY'],
  'Patient.milestones': MILESTONE,
  'Patient.peerEngagement': ['BOTH_LINKS'],
  'Patient.mentorInvitations': ['INVITATION'],
  'Patient.peerLinks': LINK,
  'Patient.recovery': RECOVERY,
  'Patient.recoveryPeriods': RETURN,
  'Patient.restrictions': ['PERMISSION'],
  'Patient.returnsToUse': ['RETURN_TO_USE'],
  'Patient.safetyFacts': ['MEDICATION'],
  'Patient.status': ['CARE_PLAN', 'STATUS'],
  'Patient.withheld': ['PERMISSION', 'OWN_LOOK', 'OWN_FOLLOW_UP'],
  'Patient.suggestedPeers': ['SUGGESTION'],
  'Patient.supportPreferences': ['PEER_SUPPORT'],
  // For the patient and those who treat them, never for the peer or whoever sees the patient by consent.
  'PeerLink.endReason': ['REASON'],
  'PeerLink.pausedReason': ['REASON'],
  'PeerMentor.links': LINK,
  'Query.carePlan': CARE,
  'Query.carePlans': CARE,
  'Query.carePlans(filter.withoutPeerSupport)': ['BOTH_LINKS'],
  'Query.consentPreview': ['PERMISSION', 'OWN_LOOK'],
  'Query.emergencyAccesses': ['ACCOUNTING', 'OWN_LOOK'],
  'Query.followUps': FOLLOWED,
  'Query.node': ['ANY'],
  'Query.nodes': ['ANY'],
  'Query.patient': ['ANY'],
  'Query.patientByIdentifier': ['IDENTITY'],
  'Query.patients': ['ANY'],
  'Query.patients(filter.search)': ['IDENTITY'],
  'Query.patients(filter.status)': ['CARE_PLAN', 'STATUS'],
  'Query.patients(orderBy: NAME)': ['IDENTITY'],
  'Query.peerLink': LINK,
  'Query.peerLinks': LINK,
  'Query.possibleDuplicates': ['LOGIN'],
  // When a period began and how long it lasted tells of a return to use.
  'RecoverySummary.currentDays': RETURN,
  'RecoverySummary.currentPeriodStartedOn': RETURN,
  'RecoverySummary.longestDays': RETURN,
  'RecoverySummary.nextMilestone': RETURN,
  'Session.note': ['COUNSELING_NOTE', 'OWN_NOTE'],
  'SupportPreferences.avoid': ['GROUP_PARTICIPATION'],
  'SupportPreferences.fellowships': ['GROUP_PARTICIPATION'],
  'SupportPreferences.meetingTypes': ['GROUP_PARTICIPATION'],
  'Viewer.patient': ['ACCOUNTING'],
};

/** What events tell of, by the row that changed. An event is for nobody who may not see that row. */
export const OF_EVENT: Readonly<Record<string, readonly Kind[]>> = {
  ...OF_TABLE,
  // That their own access began or ended, whoever it is told to.
  access: ['ANY'],
};

/** Types and root fields that know no patient: whoever acts in the program may see them, as roles go. */
export const KNOWS_NO_PATIENT: readonly string[] = [
  'Assignee',
  'AvailabilityWindow',
  // What it tells of patients is judged event by event, in the section Events.
  'ChangeEvent',
  'Clinician',
  'GeoPoint',
  'Meeting',
  'MeetingOccurrence',
  'MeetingSource',
  'MeetingType',
  'MentorCredential',
  'MentorJourneyStep',
  'Node',
  'Organization',
  'OrganizationSettings',
  'PartnerApp',
  'PeerGroup',
  'PeerMentor',
  'PeerSupport',
  'Query.changes',
  'Query.clinician',
  'Query.clinicians',
  'Query.meetings',
  'Query.partnerApps',
  'Query.peerGroup',
  'Query.peerGroups',
  'Query.peerMentor',
  'Query.peerMentors',
  'Query.viewer',
  'Venue',
  'Viewer',
];

/** What an entry of the graph belongs to: the longest name that it begins with. Undefined when it knows no patient. @throws when nobody said */
export function kindsOfEntry(entry: string): readonly Kind[] | undefined {
  const names = [entry, entry.replace(/\(.*$/, ''), entry.split('.').slice(0, 2).join('.').replace(/\(.*$/, '')];
  const field = names.find((name) => name in OF_FIELD);
  if (field !== undefined) return OF_FIELD[field];
  const type = entry.split('.')[0] ?? '';
  if (type in OF_TYPE) return OF_TYPE[type];
  if (KNOWS_NO_PATIENT.includes(type) || names.some((name) => KNOWS_NO_PATIENT.includes(name))) return undefined;
  throw new Error(
    `${entry}: say in test/access/matrix/rules/kinds.ts which category it belongs to, or that it knows no patient.`,
  );
}
