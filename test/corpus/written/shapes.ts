import { ID, type WrittenOperation, written } from './written';

/** What a document can look like: aliases, merged fields, fragments, interfaces, names of types. */
export const SHAPES: readonly WrittenOperation[] = [
  written(
    'one field three times under aliases, on three records',
    `{
    a: carePlan(id: "${ID.plan}") { title } b: carePlan(id: "${ID.otherPlan}") { title activities { id } }
    c: carePlan(id: "${ID.plan}") { id activities { status } } }`,
  ),
  written(
    'an alias that takes the name of another field',
    `{ patient(id: "${ID.patient}") { id: version version: id status: preferredName } }`,
  ),
  written('aliases that trade places in a list', `{ patients(first: 3) { nodes { updatedAt: id id: updatedAt } } }`),
  written(
    'one list under three aliases with other arguments',
    `{ patient(id: "${ID.patient}") {
    x: peerLinks(first: 1) { nodes { id status } } y: peerLinks(first: 2) { nodes { id } pageInfo { hasNextPage } }
    z: peerLinks(first: 1) { totalCount nodes { version } } } }`,
  ),
  written(
    'a field twice, merged',
    `{ patient(id: "${ID.patient}") { carePlans { nodes { id } } version carePlans { totalCount nodes { title } } } }`,
  ),
  written(
    'fields merged three levels down',
    `{ carePlan(id: "${ID.plan}") { patient { identity { givenName } } patient { identity { familyName address { city } } } patient { identity { address { lines } } } } }`,
  ),
  written(
    'merged through fragments, in the order of first mention',
    `{ carePlan(id: "${ID.plan}") { ...P ...Q } }
    fragment P on CarePlan { title activities { ...A } } fragment Q on CarePlan { activities { ...B } patient { ...N } version }
    fragment A on CareActivity { id } fragment B on CareActivity { status __typename } fragment N on Patient { updatedAt }`,
  ),
  written(
    'the same leaf many times',
    `{ patient(id: "${ID.patient}") { id id version id ... { id version } ... on Node { id } } }`,
  ),
  written(
    'an interface with all its kinds',
    `{ carePlan(id: "${ID.plan}") { activities { __typename id status startsOn
    ... on CbtActivity { focus plannedSessions completedSessions } ... on MatActivity { medication dose doses { nodes { takenAt } } carePlan { title } }
    ... on CounselingActivity { format approach frequency } } } }`,
  ),
  written(
    'one name for other fields of each kind',
    `{ carePlans(first: 8) { nodes { activities {
    ... on CbtActivity { x: version y: id } ... on CounselingActivity { x: version y: id z: frequency } ... on MatActivity { y: id x: version z: dose c: clinician { id } } } } } }`,
  ),
  written(
    'a list of an interface by one of its kinds only',
    `{ carePlans(first: 5) { nodes { activities { ... on MatActivity { dose } } } } }`,
  ),
  written(
    'a list below each kind, with the same name',
    `{ carePlans(first: 6) { nodes { activities { sessions(first: 1) { nodes { minutes } }
    ... on CbtActivity { sessions(first: 1) { totalCount } } ... on MatActivity { sessions(first: 1) { pageInfo { hasNextPage } } } } } } }`,
  ),
  written(
    'an interface behind an interface',
    `{ node(id: "${ID.link}") { ... on PeerLink { peer { __typename id ... on Node { again: id } ... on PeerMentor { bio } ... on PeerGroup { fellowship nextMeetings { startsAt } } } } } }`,
  ),
  written(
    'peers of both kinds',
    `{ patient(id: "${ID.patient}") { peerLinks { nodes { peerKind awaiting peer { __typename displayName languages ... on PeerGroup { meetings { name } } ... on PeerMentor { openSlots capacity stage } } } } } }`,
  ),
  written(
    'a fragment at two places and two depths',
    `{ a: patient(id: "${ID.patient}") { ...F languages } carePlan(id: "${ID.otherPlan}") { patient { ...F carePlans { nodes { id } } } } }
    fragment F on Patient { preferredName m: carePlans(first: 1) { nodes { title } } timeZone }`,
  ),
  written(
    'a fragment within a fragment within a fragment',
    `{ patients(first: 2) { ...A } } fragment A on PatientConnection { nodes { ...B } }
    fragment B on Patient { id carePlans(first: 2) { edges { ...C } } } fragment C on CarePlanEdge { cursor node { title patient { id } } }`,
  ),
  written(
    'a fragment of an interface on a type',
    `{ patient(id: "${ID.patient}") { ...N } carePlan(id: "${ID.plan}") { ...N goals { ...N } } } fragment N on Node { id __typename }`,
  ),
  written(
    'an inline fragment without a type',
    `{ patient(id: "${ID.patient}") { ... { id ... { version } } ... @include(if: true) { status } } }`,
  ),
  written(
    'names of types everywhere',
    `{ __typename patients(first: 2) { __typename nodes { __typename } edges { __typename node { __typename id } } pageInfo { __typename } } viewer { __typename t: __typename organization { __typename } } }`,
  ),
  written(
    'nothing but the name of a type in a list',
    `{ patients(first: 3) { nodes { __typename } } carePlan(id: "${ID.plan}") { activities { __typename } goals { __typename } } }`,
  ),
  written(
    'introspection beside records',
    `{ __schema { queryType { name } } __type(name: "Patient") { name fields { name } } patient(id: "${ID.patient}") { id } }`,
  ),
  written(
    'round and round',
    `{ patient(id: "${ID.patient}") { careTeam { clinician { caseload(first: 2) { nodes { careTeam { clinician { displayName caseload(first: 1) { nodes { id } } } } } } } } } }`,
  ),
  written(
    'up and down the same edge',
    `{ carePlan(id: "${ID.plan}") { patient { carePlans { nodes { id patient { activeCarePlan { id patient { id } } } } } } goals { carePlan { id goals { id } } } } }`,
  ),
  written(
    'a derived field beside what it is derived from',
    `{ patient(id: "${ID.patient}") { careTeam { duty from until coverFor { displayName } clinician { id } } identity { fullName givenName home { longitude } identifiers { system } } contactPoints { channel } safetyFacts { kind value } } }`,
  ),
];
