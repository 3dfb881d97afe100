import { ID, type WrittenOperation, written } from './written';

/** How values leave: instants, days, numbers, JSON, lists, text of every script. */
export const VALUES: readonly WrittenOperation[] = [
  written(
    'instants that are stored to the microsecond',
    '{ patients(first: 40) { nodes { updatedAt } } carePlans(first: 40) { nodes { createdAt updatedAt } } }',
  ),
  written(
    'days and text',
    '{ carePlans(first: 20) { nodes { title startsOn endsOn statusReason goals { targetOn inOwnWords statement } } } }',
  ),
  written(
    'JSON of the database, field by field',
    `{ patients(first: 12) { nodes { identity { address { country lines region postalCode city } } contactPoints { safeHours sayWhoWeAre channel } } } carePlans(first: 9) { nodes { diagnoses { display code system } levelOfCare { code edition } } } }`,
  ),
  written(
    'JSON of unknown shape',
    '{ viewer { organization { settings { followUpHours emergencyText minimumMentorRecoveryMonths onCall { displayName } acceptsMinors } isPart2Program timeZone } } }',
  ),
  written(
    'numbers with many digits',
    `{ patients(first: 12) { nodes { identity { home { latitude longitude } } } } peerGroups { nodes { meetings { venue { location { latitude longitude } approximate } } } } }`,
  ),
  written(
    'lists that are empty',
    `{ peerMentors { nodes { approaches modalities languages specialties availability { weekday from to } inRecoverySince bio } } peerGroup(id: "${ID.groupWithoutMeetings}") { meetings { id } nextMeetings { startsAt } } }`,
  ),
  written(
    'types of meetings that nobody knows',
    '{ peerGroups { nodes { meetingTypes { code label known } meetings { types { code known label } byAppointment startTime endTime weekday source { name slug url } lastSeenAt joinUrl } } } }',
  ),
  written(
    'names in the order of their bytes',
    '{ clinicians { nodes { displayName } } peerGroups { nodes { displayName } } peerMentors { nodes { displayName } } }',
  ),
  written(
    'names in the order of their keys',
    '{ patients(orderBy: NAME, first: 50) { nodes { identity { familyName givenName } } } }',
  ),
  written(
    'sessions and doses with everything',
    '{ carePlans(first: 4) { nodes { activities { identifiers { system value } sessions { nodes { occurredAt minutes attendance summary enteredInErrorAt clinician { displayName } identifiers { value } activity { id } } } ... on MatActivity { rxNorm nextDoseOn doses { nodes { takenAt taken recordedBy { displayName } activity { display } } } } ... on CbtActivity { homework completedSessions focus } } } } }',
  ),
  written(
    'links with everything',
    '{ peerLinks(first: 60) { nodes { awaiting cadence endReason endedOn pausedReason peerKind proposedBy purposes startedOn status version carePlan { title } patient { id } } } }',
  ),
  written(
    'mentors with everything',
    '{ peerMentors { nodes { stage capacity openSlots acceptingMentees supervisor { displayName } credential { title issuer number verifiedOn expiresOn } journey { stage enteredOn evidence } links(first: 3, status: [ACTIVE, PAUSED]) { totalCount nodes { status } } } } }',
  ),
  written(
    'the viewer as a clinician',
    '{ viewer { role scopes displayName clinician { displayName caseload(first: 2) { nodes { id } } } patient { id } peerMentor { id } } }',
    {},
    { role: 'CLINICIAN' },
  ),
  written(
    'the viewer as a patient',
    '{ viewer { role displayName patient { id identity { fullName } careTeam { duty } peerLinks { totalCount } } clinician { id } } }',
    {},
    { role: 'PATIENT' },
  ),
  written(
    'the viewer as a mentor',
    '{ viewer { displayName peerMentor { journey { stage } links { totalCount nodes { patient { id identity { givenName } } } } } } }',
    {},
    { role: 'PEER_MENTOR' },
  ),
  written(
    'the viewer as a system',
    '{ viewer { role scopes displayName organization { name } } }',
    {},
    { role: 'NARROW_EHR_SYSTEM' },
  ),
  written(
    'what a narrow system sees of plans',
    '{ carePlans(first: 9) { totalCount nodes { updatedAt activities { __typename } peerLinks { totalCount } patient { safetyFacts { kind } } } } }',
    {},
    { role: 'NARROW_EHR_SYSTEM' },
  ),
  written(
    'accounts by their ids',
    `{ nodes(ids: ["${ID.account}"]) { ... on Account { holderId issuer subject } } partnerApps { nodes { name clientId scopes agreement active legalBasis kind } } }`,
    {},
    { role: 'ADMINISTRATOR' },
  ),
];
