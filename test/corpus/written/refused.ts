import { ID, type WrittenOperation, written } from './written';

const BROKEN = { role: 'BROKEN_DIRECTOR' };

/** What is refused, hidden, absent or broken: errors, nulls, and nulls that rise. */
export const REFUSED: readonly WrittenOperation[] = [
  written(
    'a cursor that is none, beside a record',
    `{ patients(first: 1, after: "nonsense") { nodes { id } } carePlan(id: "${ID.plan}") { id } }`,
  ),
  written(
    'a cursor that is none, deep inside',
    `{ patient(id: "${ID.patient}") { id carePlans { nodes { peerLinks(after: "nonsense") { nodes { id } } } } } viewer { role } }`,
  ),
  written(
    'a cursor of the same list under another filter',
    `query ($after1: String) { patients(first: 2, after: $after1) { nodes { id } } b: patients(first: 2, filter: { status: [ACTIVE] }, after: $after1) { nodes { id } } }`,
    {},
    { cursors: { after1: 1 } },
  ),
  written(
    'an id of another type',
    `{ patient(id: "${ID.plan}") { id } carePlan(id: "${ID.patient}") { id } viewer { role } }`,
  ),
  written('an id that is none', '{ patient(id: "zzz") { id } viewer { role } }'),
  written(
    'an id of another type within a filter',
    `{ carePlans(filter: { clinicianId: "${ID.patient}" }) { nodes { id } } viewer { role } }`,
  ),
  written(
    'an id that is none within a filter, of a list of which nothing is asked',
    '{ carePlans(filter: { clinicianId: "" }) { __typename nodes @include(if: false) { id } } viewer { role } }',
  ),
  written('a node that is no node', '{ node(id: "nothing_0198c0ffee0070008000000000000000") { id } viewer { role } }'),
  written('nodes, one of them none', `{ nodes(ids: ["${ID.patient}", "zzz"]) { id } viewer { role } }`),
  written('absent', `{ patient(id: "${ID.absent}") { id carePlans { nodes { id } } } viewer { role } }`),
  written(
    'hidden, which is the same',
    `{ patient(id: "${ID.patientOfNobody}") { id } node(id: "${ID.patientOfNobody}") { id } viewer { role } }`,
    {},
    { role: 'CLINICIAN' },
  ),
  written(
    'nodes seen, hidden and absent, in the order asked',
    `{ nodes(ids: ["${ID.patient}", "${ID.patientOfNobody}", "${ID.absent}", "${ID.plan}", "${ID.patient}", "${ID.mentor}"]) { __typename id ... on Patient { version } ... on CarePlan { title patient { id } } ... on PeerMentor { stage } } }`,
    {},
    { role: 'CLINICIAN' },
  ),
  written(
    'a root field that is not for this role',
    `{ possibleDuplicates(familyName: "x", birthDate: "1990-01-01") { id } }`,
  ),
  written(
    'a root field that is not for this role, beside others',
    `{ partnerApps { nodes { id } } viewer { role } }`,
    {},
    { role: 'PATIENT' },
  ),
  written(
    'too many days',
    `{ peerGroup(id: "${ID.group}") { id nextMeetings(days: 99) { startsAt } } viewer { role } }`,
  ),
  written(
    'too many days, of one of many links',
    `{ peerLinks(first: 3) { nodes { id nextMeetings(days: 0) { startsAt } } } viewer { role } }`,
  ),
  written('too many days of meetings', '{ meetings(filter: { days: 99 }) { nodes { startsAt } } }'),
  written(
    'a language that nobody speaks',
    '{ peerMentors(filter: { languages: ["not a language tag"] }) { nodes { id } } viewer { role } }',
  ),
  written(
    'a search with half a character',
    'query ($s: String) { patients(filter: { search: $s }) { nodes { id } } viewer { role } }',
    { s: '\ud800' },
  ),
  written(
    'a search with a NUL',
    'query ($s: String) { peerGroups(filter: { search: $s }) { nodes { id } } viewer { role } }',
    { s: 'a\u0000' },
  ),
  written(
    'a search that is too long',
    'query ($s: String) { patients(filter: { search: $s }) { nodes { id } } viewer { role } }',
    { s: 'a'.repeat(201) },
  ),
  written('a number that is no number', 'query ($n: Int) { patients(first: $n) { totalCount } }', { n: 'x' }),
  written('a required variable that is absent', 'query ($id: ID!) { patient(id: $id) { id } }'),
  written(
    'a value that the enum does not have',
    'query ($s: [PatientStatus!]) { patients(filter: { status: $s }) { totalCount } }',
    { s: ['NOWHERE'] },
  ),
  written(
    'a day that is none',
    'query ($d: Date!) { possibleDuplicates(familyName: "x", birthDate: $d) { id } }',
    { d: '2026-02-30' },
    { role: 'INTAKE' },
  ),
  written(
    'companions that are not there',
    `{ a: patient(id: "${ID.patientWithoutIdentity}") { identity { fullName } contactPoints { value } status } b: patient(id: "${ID.patientWithoutStanding}") { identity { fullName } status careTeam { duty } } peerMentor(id: "${ID.mentorWithoutStanding}") { stage capacity openSlots supervisor { id } credential { title } journey { stage } acceptingMentees } }`,
  ),
  written(
    'companions that are hidden',
    `{ patients(first: 4) { nodes { id identity { fullName } contactPoints { value } status careTeam { duty } safetyFacts { kind } activeCarePlan { id } carePlans { totalCount nodes { id } } } } }`,
    {},
    { role: 'PEER_MENTOR' },
  ),
  written(
    'an activity whose plan is hidden',
    '{ patients(first: 20) { nodes { carePlans { nodes { activities { __typename carePlan { id } } updatedAt } } } } }',
    {},
    { role: 'PARTNER_APP' },
  ),
  written(
    'lists by what other rows tell, to an outsider',
    `query ($s: String, $o: PatientOrder) { a: patients(filter: { search: $s }, first: -1) { nodes { id } } b: patients(orderBy: $o) { totalCount } carePlans(filter: { clinicianId: "${ID.patient}" }) { nodes { id } } viewer { role } }`,
    { s: 'a', o: 'NAME' },
    { role: 'PARTNER_APP' },
  ),
  written(
    'lists by their own rows, to an outsider',
    'query ($s: String, $since: DateTime) { patients(filter: { search: $s, updatedSince: $since }) { nodes { id } } carePlans(filter: { updatedSince: $since, withoutPeerSupport: null }) { nodes { id updatedAt } pageInfo { hasNextPage } } viewer { role } }',
    { s: null, since: '2025-12-01T00:00:00Z' },
    { role: 'PARTNER_APP' },
  ),
  written('a value that no enum knows', '{ patients(first: 6) { nodes { id status } } }', {}, BROKEN),
  written(
    'a null in a list of what is never null',
    '{ patients(first: 6) { nodes { id contactPoints { value channel } } } }',
    {},
    BROKEN,
  ),
  written(
    'a null that rises to the root of one field',
    '{ carePlans(first: 6) { nodes { id diagnoses { code display } } } viewer { role } }',
    {},
    BROKEN,
  ),
  written(
    'a null that rises to a record',
    '{ patients(first: 6) { nodes { id activeCarePlan { title diagnoses { display } } } } viewer { role } }',
    {},
    BROKEN,
  ),
  written(
    'a null that is not asked for',
    '{ carePlans(first: 6) { nodes { id diagnoses { code } levelOfCare { code } } } }',
    {},
    BROKEN,
  ),
  written(
    'a row that a non-null edge does not find',
    `{ nodes(ids: ["${ID.brokenMeeting}"]) { id ... on Meeting { name group { id } } } viewer { role } }`,
    {},
    BROKEN,
  ),
  written(
    'an item that fails at once while the one before is still read',
    '{ carePlans(first: 6) { nodes { id diagnoses { display } patient { carePlans { nodes { patient { id } } } } } } viewer { role } }',
    {},
    BROKEN,
  ),
  written(
    'a derived field that fails at once while the item before is still read',
    '{ peerLinks(status: [PROPOSED, PAUSED, DECLINED], last: 5) { nodes { nextMeetings { group { id } } bad: nextMeetings(days: 99) { startsAt } } } }',
    {},
    { role: 'EHR_SYSTEM' },
  ),
  written(
    'errors of two root fields that are null each',
    '{ a: patient(id: "zzz") { id } b: carePlan(id: "zzz") { id } c: node(id: "zzz") { id } viewer { role } }',
  ),
];
