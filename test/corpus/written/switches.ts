import { ID, type WrittenOperation, written } from './written';

const BOTH = `query ($s: Boolean!, $i: Boolean!) { carePlan(id: "${ID.plan}") { title @skip(if: $s) version @include(if: $i)
  activities @skip(if: $s) { id } ... @include(if: $i) { patient { id } } ...F @skip(if: $s) } } fragment F on CarePlan { createdAt }`;
const MERGED = `query ($s: Boolean!) { carePlan(id: "${ID.plan}") { activities @skip(if: $s) { id } activities { status } patient { id @include(if: $s) version } } }`;
const IN_FRAGMENT = `query ($i: Boolean!) { carePlan(id: "${ID.plan}") { activities { ...F @include(if: $i) id ... on MatActivity @skip(if: $i) { dose } } } }
  fragment F on CareActivity { status ... on CbtActivity @include(if: $i) { plannedSessions } }`;

/** `@skip` and `@include`, literally and by variables. */
export const SWITCHES: readonly WrittenOperation[] = [
  written('switches by variables, both on', BOTH, { s: true, i: true }),
  written('switches by variables, both off', BOTH, { s: false, i: false }),
  written('switches by variables, all shown', BOTH, { s: false, i: true }),
  written('one of two merged fields skipped', MERGED, { s: true }),
  written('none of two merged fields skipped', MERGED, { s: false }),
  written('switches on fragments of an interface, on', IN_FRAGMENT, { i: true }),
  written('switches on fragments of an interface, off', IN_FRAGMENT, { i: false }),
  written(
    'a fragment shown at one place and not at the other',
    `query ($i: Boolean = false) { a: patient(id: "${ID.patient}") { id ...F @include(if: $i) } b: patient(id: "${ID.patient}") { id ...F @skip(if: $i) } } fragment F on Patient { version carePlans(first: 1) { totalCount } }`,
  ),
  written(
    'a skipped root field beside a shown one',
    `query ($s: Boolean!) { patients(first: 2) @skip(if: $s) { nodes { id } } viewer { role } }`,
    { s: true },
  ),
  written(
    'a skipped root field that would be refused',
    `query ($s: Boolean!) { patients(after: "nonsense") @skip(if: $s) { nodes { id } } viewer { role } }`,
    { s: true },
  ),
  written(
    'skip and include on one field',
    `{ viewer { a: role @skip(if: false) @include(if: true) b: role @skip(if: true) @include(if: true) c: role @skip(if: false) @include(if: false) } }`,
  ),
  written(
    'a page of which everything is skipped',
    `query ($s: Boolean = true) { patients(first: 2) { __typename nodes @skip(if: $s) { id } totalCount @skip(if: $s) } }`,
  ),
  written(
    'a switch with a default, absent',
    `query ($i: Boolean = true) { viewer { role @include(if: $i) scopes @skip(if: $i) } }`,
  ),
  written('a switch that is null', `query ($i: Boolean = true) { viewer { role @include(if: $i) scopes } }`, {
    i: null,
  }),
];
