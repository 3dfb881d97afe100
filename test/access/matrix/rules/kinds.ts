import type { Kind } from './allowed';

const CARE: readonly Kind[] = ['CARE_PLAN'];
const CARE_OR_MEDICATION: readonly Kind[] = ['CARE_PLAN', 'MEDICATION'];
const LINK: readonly Kind[] = ['PEER_SUPPORT', 'GROUP_PARTICIPATION'];
const NOBODY: readonly Kind[] = [];

/** What the rows of each table about patients belong to: whoever sees one may see at least one of these. A new table needs a line here. */
export const OF_TABLE: Readonly<Record<string, readonly Kind[]>> = {
  access_denial: NOBODY,
  access_grant: NOBODY,
  access_restriction: ['PERMISSION'],
  account: ['LOGIN'],
  // Written by whoever acts, about what they did; read by nobody.
  audit_event: NOBODY,
  care_activity: CARE_OR_MEDICATION,
  care_episode: CARE,
  care_identifier: CARE_OR_MEDICATION,
  care_plan: CARE,
  care_plan_change: CARE_OR_MEDICATION,
  care_team_member: CARE,
  consent: ['PERMISSION', 'OWN_CONSENT'],
  counseling_note: ['COUNSELING_NOTE', 'OWN_NOTE'],
  disclosure: ['ACCOUNTING', 'OWN_DISCLOSURE'],
  dose: ['MEDICATION'],
  emergency_access: ['ACCOUNTING', 'OWN_LOOK'],
  fellowship_preferences: ['GROUP_PARTICIPATION'],
  goal: CARE,
  medication_record: ['MEDICATION'],
  patient: ['ANY'],
  patient_contact: ['CONTACT'],
  patient_identifier: ['IDENTITY'],
  patient_identity: ['IDENTITY'],
  patient_peer_support: ['BOTH_LINKS'],
  patient_standing: ['CARE_PLAN', 'STATUS'],
  peer_link: LINK,
  peer_link_reason: ['REASON'],
  peer_link_recurrence: ['RETURN_TO_USE'],
  safety_fact: ['MEDICATION'],
  session: CARE_OR_MEDICATION,
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
  CareActivity: CARE_OR_MEDICATION,
  CarePlan: CARE,
  CareTeamMember: CARE,
  CbtActivity: CARE,
  Coding: CARE,
  Consent: ['PERMISSION', 'OWN_CONSENT'],
  // For the patient and the staff who know of the patient, whoever broke the glass among them.
  ConsentPreview: ['PERMISSION', 'OWN_LOOK'],
  ContactPoint: ['CONTACT'],
  CounselingActivity: CARE,
  Disclosure: ['ACCOUNTING', 'OWN_DISCLOSURE'],
  Dose: ['MEDICATION'],
  EmergencyAccess: ['ACCOUNTING', 'OWN_LOOK'],
  ExternalRecipient: ['PERMISSION'],
  Goal: CARE,
  Identifier: ['IDENTITY', ...CARE_OR_MEDICATION],
  LevelOfCare: CARE,
  MatActivity: ['MEDICATION'],
  MatchReason: ['SUGGESTION'],
  Patient: ['ANY'],
  PatientIdentity: ['IDENTITY'],
  PeerLink: LINK,
  PeerMatch: ['SUGGESTION'],
  SafetyFact: ['MEDICATION'],
  Session: CARE_OR_MEDICATION,
  SupportPreferences: ['PEER_SUPPORT'],
  WithheldCategory: ['PERMISSION', 'OWN_LOOK'],
};

/** Fields that belong to something else than their type does. */
export const OF_FIELD: Readonly<Record<string, readonly Kind[]>> = {
  'CarePlan.peerLinks': LINK,
  'CarePlan.suggestedPeers': ['SUGGESTION'],
  'Clinician.caseload': CARE,
  'Patient.activeCarePlan': CARE,
  'Patient.carePlans': CARE,
  'Patient.careTeam': CARE,
  'Patient.consents': ['PERMISSION', 'OWN_CONSENT'],
  'Patient.contactPoints': ['CONTACT'],
  'Patient.disclosures': ['ACCOUNTING', 'OWN_DISCLOSURE'],
  'Patient.identity': ['IDENTITY'],
  'Patient.peerLinks': LINK,
  'Patient.restrictions': ['PERMISSION'],
  'Patient.safetyFacts': ['MEDICATION'],
  'Patient.status': ['CARE_PLAN', 'STATUS'],
  'Patient.suggestedPeers': ['SUGGESTION'],
  'Patient.supportPreferences': ['PEER_SUPPORT'],
  'Patient.withheld': ['PERMISSION', 'OWN_LOOK'],
  // For the patient and those who treat them, never for the peer or whoever sees the patient by consent.
  'PeerLink.endReason': ['REASON'],
  'PeerLink.pausedReason': ['REASON'],
  'PeerMentor.links': LINK,
  'Query.carePlan': CARE,
  'Query.carePlans': CARE,
  'Query.carePlans(filter.withoutPeerSupport)': ['BOTH_LINKS'],
  'Query.consentPreview': ['PERMISSION', 'OWN_LOOK'],
  'Query.emergencyAccesses': ['ACCOUNTING', 'OWN_LOOK'],
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
  'Session.note': ['COUNSELING_NOTE', 'OWN_NOTE'],
  'SupportPreferences.avoid': ['GROUP_PARTICIPATION'],
  'SupportPreferences.fellowships': ['GROUP_PARTICIPATION'],
  'SupportPreferences.meetingTypes': ['GROUP_PARTICIPATION'],
  'Viewer.patient': ['ACCOUNTING'],
};

/** Types and root fields that know no patient: whoever acts in the program may see them, as roles go. */
export const KNOWS_NO_PATIENT: readonly string[] = [
  'AvailabilityWindow',
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
