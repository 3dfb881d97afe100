import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { idOf, P, Q, RECENT } from '../scenario/ids';
import { CONSENT_INPUTS } from './consent-inputs';
import { RECOVERY_INPUTS } from './recovery-inputs';

/** An input of a mutation, minimal and valid, about P or what hangs on P where the mutation is about a patient. */
export type Input = Readonly<Record<string, unknown>>;

const id = (prefix: string, kind: string, name: string): string => toGlobalId(prefix, idOf(kind, name));
const patientId = toGlobalId('patient', P);
const carePlanId = id('care_plan', 'plan', '1');
const mentorId = id('peer_mentor', 'mentor', 'free');
const groupId = id('peer_group', 'group', 'of P');
const meetingId = id('meeting', 'meeting', 'of P');
const activity = (prefix: string, kind: string): string => id(prefix, 'activity', kind);
const expectedVersion = 1;
const identifier = { system: 'urn:example:new', value: 'new' };
const mentor = { approaches: ['SECULAR'], modalities: ['VIRTUAL'], languages: ['en'], timeZone: 'America/Los_Angeles' };
const newPatient = { givenName: 'Newly', familyName: 'Registered', birthDate: '1990-01-01' };

/** The Monday after next, on which P's group meets. */
function mondayAhead(): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + 14 - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

const CARE_INPUTS: Readonly<Record<string, Input>> = {
  addCbtActivity: { carePlanId, focus: ['PROBLEM_SOLVING'], plannedSessions: 3 },
  addCounselingActivity: { carePlanId, format: 'GROUP', approach: 'SUPPORTIVE', frequency: 'weekly' },
  addMatActivity: { carePlanId, medication: 'ACAMPROSATE', display: 'a', dose: 'b', route: 'c', schedule: 'd' },
  draftCarePlan: { patientId, title: 'Another plan' },
  moveActivity: { activityId: activity('cbt_activity', 'CBT'), expectedVersion, to: 'ON_HOLD' },
  'moveActivity of medication': { activityId: activity('mat_activity', 'MAT'), expectedVersion, to: 'ON_HOLD' },
  moveCarePlan: { carePlanId, expectedVersion, to: 'ON_HOLD' },
  moveGoal: { goalId: id('goal', 'goal', '1'), expectedVersion, to: 'ACHIEVED' },
  recordAssessment: { patientId, instrument: 'AUDIT', takenAt: RECENT, total: 9 },
  recordDose: { activityId: activity('mat_activity', 'MAT'), takenAt: RECENT, taken: true },
  recordSafetyFact: { patientId, kind: 'ALLERGY', value: 'none', observedOn: '2025-02-01', source: 'patient' },
  recordSession: {
    activityId: activity('cbt_activity', 'CBT'),
    occurredAt: RECENT,
    minutes: 50,
    attendance: 'ATTENDED',
  },
  'recordSession of medication': {
    activityId: activity('mat_activity', 'MAT'),
    occurredAt: RECENT,
    minutes: 50,
    attendance: 'ATTENDED',
  },
  reviseCarePlan: { carePlanId, expectedVersion, title: 'Revised' },
  reviseCbtActivity: { activityId: activity('cbt_activity', 'CBT'), expectedVersion, homework: 'Revised' },
  reviseCounselingActivity: {
    activityId: activity('counseling_activity', 'COUNSELING'),
    expectedVersion,
    frequency: 'daily',
  },
  reviseGoal: { goalId: id('goal', 'goal', '1'), expectedVersion, statement: 'Revised' },
  reviseMatActivity: { activityId: activity('mat_activity', 'MAT'), expectedVersion, dose: '25 mg' },
  setGoal: { carePlanId, statement: 'Another goal' },
  writeCounselingNote: { sessionId: id('session', 'session', 'COUNSELING'), expectedVersion: 2, note: 'Said again.' },
  'writeCounselingNote for the first time': {
    sessionId: id('session', 'session', 'CBT'),
    expectedVersion,
    note: 'Said.',
  },
};

const PATIENT_INPUTS: Readonly<Record<string, Input | ((actor: string) => Input)>> = {
  attachIdentifier: { subjectId: patientId, identifier },
  'attachIdentifier to a plan': { subjectId: carePlanId, identifier },
  'attachIdentifier to an assessment': { subjectId: id('assessment', 'assessment', '1'), identifier },
  'attachIdentifier that another record has': {
    subjectId: carePlanId,
    identifier: { system: 'urn:example:mrn', value: 'P-1' },
  },
  // Something urgent is to be done for P.
  dischargePatient: { patientId, expectedVersion, as: 'COMPLETED' },
  'dischargePatient who died': { patientId, expectedVersion, as: 'DECEASED' },
  answerMentorInvitation: { invitationId: id('mentor_invitation', 'invitation', '1'), answer: 'DECLINE' },
  'answerMentorInvitation with a yes': {
    invitationId: id('mentor_invitation', 'invitation', '1'),
    answer: 'ACCEPT',
    displayName: 'New',
    timeZone: 'America/Los_Angeles',
    capacity: 2,
  },
  inviteAlumnusToMentor: { patientId: toGlobalId('patient', Q) },
  joinCareTeam: { patientId, clinicianId: id('clinician', 'clinician', 'CN'), duty: 'counselor' },
  'joinCareTeam to cover a colleague': (actor) => ({
    patientId,
    clinicianId: id('clinician', 'clinician', actor),
    duty: 'counselor',
    coverForId: id('clinician', 'clinician', 'CT'),
    until: new Date(Date.now() + 86_400_000).toISOString(),
    reason: 'Leave',
  }),
  leaveCareTeam: { careTeamMemberId: id('care_team_member', 'seat', 'CT') },
  markEnteredInError: { id: id('session', 'session', 'CBT'), reason: 'Wrong record' },
  'markEnteredInError of an assessment': { id: id('assessment', 'assessment', '1'), reason: 'Wrong record' },
  'markEnteredInError of medication': { id: id('dose', 'dose', '1'), reason: 'Wrong record' },
  readmitPatient: { patientId, expectedVersion },
  registerPatient: newPatient,
  'registerPatient with an identifier of P': { ...newPatient, identifier: { system: 'urn:example:mrn', value: 'P-1' } },
  revisePatient: { patientId, expectedVersion, preferredName: 'Revised' },
  'revisePatient in identity': { patientId, expectedVersion, familyName: 'Revised' },
};

const IDENTITY_INPUTS: Readonly<Record<string, Input>> = {
  connectAccount: { issuer: 'https://login.example/new', subject: 'new', holderId: patientId },
  'connectAccount of a clinician': {
    issuer: 'https://login.example/new',
    subject: 'new',
    holderId: id('clinician', 'clinician', 'CN'),
  },
  deactivateClinician: { clinicianId: id('clinician', 'clinician', 'CT'), expectedVersion },
  registerClinician: { displayName: 'Newly Registered', role: 'COUNSELOR' },
  registerPartnerApp: { name: 'New', clientId: 'new', kind: 'PARTNER_APP', legalBasis: 'PATIENT_CONSENT', scopes: [] },
  reviseOrganization: { expectedVersion, name: 'Revised' },
  suspendPartnerApp: { partnerAppId: id('partner_app', 'client', 'AA'), expectedVersion },
};

const PEER_INPUTS: Readonly<Record<string, Input>> = {
  advanceMentor: { peerMentorId: mentorId, expectedVersion, to: 'PAUSED' },
  'advanceMentor of oneself': { peerMentorId: id('peer_mentor', 'mentor', 'ME'), expectedVersion, to: 'PAUSED' },
  cancelOccurrence: { meetingId, on: mondayAhead() },
  endMeeting: { meetingId, expectedVersion },
  importMeetings: { source: 'new', defaultTimeZone: 'America/Los_Angeles', fellowship: 'OTHER', meetings: [] },
  registerPeerGroup: { fellowship: 'OTHER', displayName: 'New', approaches: [], modalities: [], languages: [] },
  registerPeerMentor: { ...mentor, displayName: 'New', engagement: 'EMPLOYED', capacity: 2 },
  retirePeerGroup: { peerGroupId: id('peer_group', 'group', 'other'), expectedVersion },
  reviseMeeting: { meetingId, expectedVersion, name: 'Revised' },
  revisePeerGroup: { peerGroupId: groupId, expectedVersion, displayName: 'Revised' },
  revisePeerMentor: { peerMentorId: mentorId, expectedVersion, bio: 'Revised' },
  'revisePeerMentor of oneself': { peerMentorId: id('peer_mentor', 'mentor', 'ME'), expectedVersion, bio: 'Revised' },
  scheduleMeeting: {
    peerGroupId: groupId,
    name: 'New',
    timeZone: 'America/Los_Angeles',
    modality: 'VIRTUAL',
    joinUrl: 'https://meet.example/new',
  },
};

const LINK_INPUTS: Readonly<Record<string, Input>> = {
  answerPeerLink: { peerLinkId: id('peer_link', 'link', 'MP'), answer: 'ACCEPT' },
  'answerPeerLink on behalf of the patient': {
    peerLinkId: id('peer_link', 'link', 'MP'),
    answer: 'ACCEPT',
    onBehalfOf: 'PATIENT',
  },
  logPeerContact: { peerLinkId: id('peer_link', 'link', 'ME'), occurredAt: RECENT, minutes: 30, mode: 'PHONE' },
  'logPeerContact by consent': {
    peerLinkId: id('peer_link', 'link', 'MV'),
    occurredAt: RECENT,
    minutes: 30,
    mode: 'PHONE',
  },
  'logPeerContact of a group': {
    peerLinkId: id('peer_link', 'link', 'group'),
    occurredAt: RECENT,
    minutes: 60,
    mode: 'GROUP_MEETING',
  },
  'markEnteredInError of a contact': { id: id('peer_contact', 'contact', 'ME'), reason: 'Another day' },
  'markEnteredInError of a meeting': { id: id('peer_contact', 'contact', 'group'), reason: 'Another day' },
  movePeerLink: { peerLinkId: id('peer_link', 'link', 'ME'), expectedVersion, to: 'PAUSED' },
  'movePeerLink by consent': { peerLinkId: id('peer_link', 'link', 'MV'), expectedVersion, to: 'ENDED' },
  'movePeerLink to a group': { peerLinkId: id('peer_link', 'link', 'group'), expectedVersion, to: 'PAUSED' },
  proposePeerLink: { patientId, peerMentorId: mentorId, purposes: ['EMOTIONAL_SUPPORT'] },
  'proposePeerLink again': {
    patientId,
    peerMentorId: id('peer_mentor', 'mentor', 'ME'),
    purposes: ['EMOTIONAL_SUPPORT'],
  },
  setSupportPreferences: { patientId, expectedVersion, languages: ['es'] },
  'setSupportPreferences in fellowships': { patientId, expectedVersion, fellowships: ['LIFERING'] },
  'proposePeerLink to a group': {
    patientId,
    peerGroupId: id('peer_group', 'group', 'other'),
    purposes: ['EMOTIONAL_SUPPORT'],
  },
  raiseConcern: { peerLinkId: id('peer_link', 'link', 'ME'), sentence: 'Worried.', urgent: true },
  'raiseConcern by consent': { peerLinkId: id('peer_link', 'link', 'MV'), sentence: 'Worried.', urgent: true },
  reviewPeerContact: { peerContactId: id('peer_contact', 'contact', 'ME'), expectedVersion },
};

const urgentCall = id('follow_up', 'follow-up', 'URGENT_SAFETY_CALL');
const outreach = id('follow_up', 'follow-up', 'PEER_OUTREACH');
const returnToUseId = id('return_to_use', 'return', '1');
const shared = { patientId, occurredOn: '2025-02-01', precision: 'DAY' };

const RETURN_INPUTS: Readonly<Record<string, Input>> = {
  acknowledgeFollowUp: { followUpId: urgentCall, expectedVersion },
  'acknowledgeFollowUp of a mentor': { followUpId: outreach, expectedVersion },
  assignFollowUp: { followUpId: urgentCall, expectedVersion, assigneeId: id('clinician', 'clinician', 'CT') },
  'assignFollowUp to a mentor': {
    followUpId: outreach,
    expectedVersion,
    assigneeId: id('peer_mentor', 'mentor', 'MI'),
  },
  completeFollowUp: { followUpId: urgentCall, expectedVersion, outcome: 'Done.' },
  'completeFollowUp of a mentor': { followUpId: outreach, expectedVersion, outcome: 'Done.' },
  'markEnteredInError of a return to use': { id: returnToUseId, reason: 'Wrong record' },
  moveReturnToUse: { returnToUseId, expectedVersion, to: 'ACKNOWLEDGED' },
  shareReturnToUse: { ...shared, safetyNeeds: ['PREGNANCY'] },
  'shareReturnToUse as agreed': { ...shared, safetyNeeds: [], patientAgreed: true },
};

/**
 * What is sent to each mutation, by its name; what follows the name tells apart several inputs of one. A new mutation needs one here.
 */
export const INPUTS: Readonly<Record<string, Input | ((actor: string) => Input)>> = {
  ...CARE_INPUTS,
  ...PATIENT_INPUTS,
  ...IDENTITY_INPUTS,
  ...PEER_INPUTS,
  ...LINK_INPUTS,
  ...RETURN_INPUTS,
  ...CONSENT_INPUTS,
  ...RECOVERY_INPUTS,
};
