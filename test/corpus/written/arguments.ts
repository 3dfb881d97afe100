import { ID, type WrittenOperation, written } from './written';

const BY_STATUS = `query ($s: [CarePlanStatus!] = [ACTIVE]) { patient(id: "${ID.patient}") { carePlans(status: $s) { nodes { status } totalCount } } }`;
const NESTED = `query ($s: CarePlanStatus!, $since: DateTime, $who: ID) { carePlans(first: 4, filter: { status: [$s, DRAFT], updatedSince: $since, clinicianId: $who }) { nodes { id status } totalCount } }`;
const WHOLE =
  'query ($f: PatientFilter, $n: Int) { patients(filter: $f, first: $n) { nodes { id status } totalCount } }';

const BOUNDED = `query ($n: Int = 2, $k: [PeerKind!]) { patients(first: 4) { nodes { supportPreferences { version fellowships meetingTypes { label } }
  suggestedPeers(first: $n, kinds: $k) { score reasons { factor weight sentence } peer { __typename displayName } nextMeeting { startsAt meeting { name } group { displayName } } } } } }`;

/** Arguments and variables: defaults, null, absent, nested, lists, enums. */
export const ARGUMENTS: readonly WrittenOperation[] = [
  written('a default that stands in', BY_STATUS),
  written('a default that is overruled', BY_STATUS, { s: ['COMPLETED', 'ON_HOLD'] }),
  written('a default that null overrules', BY_STATUS, { s: null }),
  written('a single value for a list', BY_STATUS, { s: 'ON_HOLD' }),
  written('an empty list', BY_STATUS, { s: [] }),
  written('a bound that stands in, for every row of a list', BOUNDED),
  written('a bound with a condition beside it', BOUNDED, { n: 20, k: ['GROUP'] }),
  written('a bound that null overrules', BOUNDED, { n: null, k: null }),
  written('a bound that is too high', BOUNDED, { n: 21 }),
  written('a bound that is too low', BOUNDED, { n: 0 }),
  written(
    'a single literal for a list',
    `{ patient(id: "${ID.patient}") { carePlans(status: ACTIVE) { nodes { status } } } }`,
  ),
  written('variables within an input object', NESTED, {
    s: 'ACTIVE',
    since: '2025-01-01T00:00:00Z',
    who: ID.clinician,
  }),
  written('variables within an input object, some absent', NESTED, { s: 'ACTIVE' }),
  written('variables within an input object, some null', NESTED, { s: 'REVOKED', since: null, who: null }),
  written('a filter as one variable', WHOLE, { f: { status: ['ACTIVE', 'ALUMNUS'], search: 'ex' }, n: 4 }),
  written('a filter with keys that are null', WHOLE, { f: { status: null, search: null, updatedSince: null }, n: 4 }),
  written('a filter that is null', WHOLE, { f: null, n: null }),
  written('a filter without keys', WHOLE, { f: {} }),
  written('a filter with an empty list', WHOLE, { f: { status: [] }, n: 4 }),
  written('a search for nothing', WHOLE, { f: { search: '  ' }, n: 2 }),
  written('a search with accents and case', WHOLE, { f: { search: 'MÜL' }, n: 5 }),
  written(
    'an order that is a variable',
    'query ($o: PatientOrder!) { patients(first: 5, orderBy: $o) { nodes { id } } }',
    { o: 'NAME' },
  ),
  written(
    'an order that is absent where there is a default',
    'query ($o: PatientOrder) { patients(first: 5, orderBy: $o) { nodes { id } } }',
  ),
  written(
    'an order that is null where that is no value',
    'query ($o: PatientOrder) { patients(first: 5, orderBy: $o) { nodes { id } } viewer { role } }',
    { o: null },
  ),
  written(
    'both orders at once',
    '{ a: patients(first: 5, orderBy: NAME) { nodes { id } } b: patients(first: 5, orderBy: UPDATED_AT) { nodes { id } } }',
  ),
  written(
    'an instant to the microsecond that is stored',
    '{ a: patients(filter: { updatedSince: "2026-01-10T18:30:00.123Z" }) { totalCount } b: patients(filter: { updatedSince: "2026-01-10T18:30:00.124Z" }) { totalCount } }',
  ),
  written(
    'an instant with an offset',
    '{ patients(filter: { updatedSince: "2026-01-10T20:30:00.123+02:00" }) { totalCount } }',
  ),
  written(
    'plans without peer support, and with',
    '{ a: carePlans(filter: { withoutPeerSupport: true }) { totalCount } b: carePlans(filter: { withoutPeerSupport: false }) { totalCount } }',
  ),
  written(
    'every filter of peers at once',
    '{ peerGroups(filter: { search: "o", fellowships: [TWELVE_STEP_AA, OTHER, AL_ANON], approaches: [SECULAR, TWELVE_STEP], active: true, acceptingMentees: false }) { nodes { displayName fellowship } totalCount } peerMentors(filter: { search: "M", acceptingMentees: true, active: true }) { nodes { displayName acceptingMentees } totalCount } }',
  ),
  written(
    'what mentors have none of',
    '{ a: peerMentors(filter: { fellowships: [OTHER] }) { totalCount } b: peerMentors(filter: { fellowships: [] }) { totalCount } c: peerGroups(filter: { acceptingMentees: true }) { totalCount } }',
  ),
  written(
    'a caseload by search and by plan',
    `{ clinician(id: "${ID.clinician}") { a: caseload(filter: { search: "e" }) { nodes { id } } b: caseload(filter: { planStatus: ACTIVE }) { totalCount nodes { id } } c: caseload(filter: { planStatus: REVOKED, search: "a" }) { nodes { id } } } }`,
    {},
    { role: 'CLINICIAN' },
  ),
  written(
    'a derived field with arguments, twice',
    `query ($from: DateTime!, $n: Int = 3) { peerGroup(id: "${ID.group}") { a: nextMeetings(from: $from, first: $n) { startsAt } b: nextMeetings(days: 31, first: 2) { startsAt meeting { id weekday } } nextMeetings { endsAt } } }`,
    { from: '2026-02-01T00:00:00Z' },
  ),
  written(
    'days that are null',
    `{ peerGroup(id: "${ID.group}") { nextMeetings(days: null, first: null, from: null) { startsAt } } }`,
  ),
  written(
    'one variable at several places',
    'query ($n: Int) { patients(first: $n) { nodes { carePlans(first: $n) { nodes { id } } } } clinicians(first: $n) { nodes { id } } }',
    { n: 2 },
  ),
  written(
    'a boolean that is a variable',
    'query ($a: Boolean) { clinicians(active: $a) { nodes { displayName active } } }',
    { a: false },
  ),
  written(
    'who has this number',
    '{ patientByIdentifier(system: "urn:example:mrn", value: "MRN 0/ä") { id identity { identifiers { system value } } } none: patientByIdentifier(system: "urn:example:mrn", value: "no") { id } }',
  ),
  written(
    'who may be the same',
    '{ possibleDuplicates(familyName: "MÜLLER", birthDate: "1978-02-10") { id version identity { birthDate familyName } } none: possibleDuplicates(familyName: "Nobody", birthDate: "1978-02-10") { id } }',
    {},
    { role: 'INTAKE' },
  ),
];
