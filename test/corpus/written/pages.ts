import { ID, type WrittenOperation, written } from './written';

const WALK = `query ($first: Int, $after1: String, $last: Int, $before2: String) {
  patients(first: $first, after: $after1, last: $last, before: $before2, orderBy: NAME) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`;
const UPDATES = `query ($first: Int, $after1: String) { patients(first: $first, after: $after1) { nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }`;

/** Pages: forward, backward, between cursors, empty, counted. */
export const PAGES: readonly WrittenOperation[] = [
  written(
    'a page and all that can be said of it',
    '{ patients(first: 3) { nodes { version status } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }',
  ),
  written('only the count', '{ patients(filter: { status: [ACTIVE] }) { totalCount } }'),
  written('only whether there is more', '{ patients(first: 2) { pageInfo { hasNextPage } } }'),
  written('only cursors', '{ patients(first: 2) { edges { cursor } } }'),
  written(
    'a page of nothing',
    '{ patients(first: 0) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }',
  ),
  written(
    'a page of nothing from the end',
    '{ patients(last: 0) { nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
  ),
  written(
    'from the end',
    '{ patients(last: 3) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor } } }',
  ),
  written('more than there is', '{ patients(first: 200) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }'),
  written(
    'the size that the list has',
    '{ patients(first: 36) { pageInfo { hasNextPage } } more: patients(first: 35) { pageInfo { hasNextPage } } }',
  ),
  written('as long as nobody says', '{ patients { edges { node { id } } pageInfo { hasNextPage } } }'),
  written(
    'sizes that are null',
    '{ patients(first: null, last: null, after: null, before: null) { pageInfo { hasNextPage } totalCount } }',
  ),
  written(
    'sizes that are variables and absent',
    'query ($f: Int, $a: String) { patients(first: $f, after: $a) { pageInfo { hasNextPage } } }',
  ),
  written('behind a cursor', WALK, { first: 4, after1: null }, { cursors: { after1: 6 } }),
  written('behind a cursor that is written out', WALK, { first: 4, after1: null }, { cursors: { after1: 3 } }),
  written('before a cursor', WALK, { last: 3, before2: null }, { cursors: { before2: 2 } }),
  written(
    'between two cursors, forward',
    WALK,
    { first: 5, after1: null, before2: null },
    { cursors: { after1: 1, before2: 1 } },
  ),
  written(
    'between two cursors, backward',
    WALK,
    { last: 5, after1: null, before2: null },
    { cursors: { after1: 1, before2: 1 } },
  ),
  written(
    'behind a cursor among instants that differ by microseconds',
    UPDATES,
    { first: 7, after1: null },
    { cursors: { after1: 5 } },
  ),
  written('behind the last', UPDATES, { first: 100, after1: null }, { cursors: { after1: 12 } }),
  written(
    'a nested list behind a cursor of its own',
    `query ($after1: String) { patients(first: 6) { nodes { id carePlans(first: 2, after: $after1) { nodes { id createdAt } pageInfo { hasPreviousPage } totalCount } } } }`,
    {},
    { cursors: { after1: 1 } },
  ),
  written(
    'pages within pages within pages',
    '{ patients(first: 3) { nodes { carePlans(first: 2) { nodes { activities { sessions(last: 2) { edges { cursor node { occurredAt } } pageInfo { hasPreviousPage } totalCount } } peerLinks(first: 1) { nodes { id } totalCount } } } } } }',
  ),
  written(
    'a list that leaves out whoever has no name',
    `{ clinician(id: "${ID.clinician}") { caseload { totalCount nodes { id identity { familyName } } } } patients(orderBy: NAME, first: 100) { totalCount nodes { id } } }`,
  ),
  written(
    'the same nested list under other sizes',
    `query ($n: Int = 2) { patients(first: 4) { nodes { a: peerLinks(first: $n) { nodes { id } } b: peerLinks(last: $n) { nodes { id } } c: peerLinks(first: 2) { edges { cursor } } } } }`,
  ),
  written(
    'counts that outsiders are not told',
    '{ peerLinks { totalCount nodes { id } } patients { totalCount } meetings(filter: {}) { totalCount } }',
    {},
    { role: 'PARTNER_APP' },
  ),
  written(
    'meetings behind a cursor',
    `query ($after1: String) { meetings(filter: { days: 14 }, first: 3, after: $after1) { totalCount edges { cursor node { startsAt endsAt distanceKm meeting { name group { displayName } } group { id } } } pageInfo { hasNextPage hasPreviousPage } } }`,
    {},
    { cursors: { after1: 3 } },
  ),
];
