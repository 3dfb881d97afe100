import type { EntityClass } from '../../../../src/platform/graphql/nodes';
import type { Run, Site } from '../../../../src/platform/graphql/plan/compiler';
import { beneath, findsByOwner, noteRow } from '../../../../src/platform/graphql/plan/whose';
import { defineOwnership, type Row } from '../../../../src/platform/graphql/reads';
import { OneRead } from '../../../../src/platform/graphql/reads/declare';
import { SetRead } from '../../../../src/platform/graphql/reads/set-read';

class Person {
  id!: string;
}
class Plan {
  id!: string;
  personId!: string;
  authorId!: string;
}
class Author {
  id!: string;
}
const isReached = true;
defineOwnership(Person, { owner: 'id', noted: [], isReached });
defineOwnership(Plan, { owner: 'personId', noted: [], isReached });

/** A passage that remembers whose each row was said to be. */
function passage(): { run: Run; noted: (string | undefined)[] } {
  const noted: (string | undefined)[] = [];
  const note = (_entity: EntityClass, _row: Row, owner?: string): unknown => noted.push(owner);
  return { run: { ctx: { note }, calls: [], input: undefined, owner: undefined } as unknown as Run, noted };
}

const found = { isFoundByOwner: true };

it('says of a row that was found by whose its parent is, whose that is', () => {
  const { run, noted } = passage();
  beneath({ id: 'ann' }, 'id', run, () => noteRow(Plan, {}, run, found));
  expect(noted).toEqual(['ann']);
});

it('lets a row that says so itself speak for itself', () => {
  const { run, noted } = passage();
  beneath({ id: 'ann' }, 'id', run, () => noteRow(Plan, { patientId: 'ben' }, run, { isFoundByOwner: false }));
  expect(noted).toEqual([undefined]);
});

it('goes on with the same owner after rows of somebody else hung beneath', () => {
  const { run, noted } = passage();
  beneath({ id: 'ann' }, 'id', run, () => {
    beneath({ patientId: 'ben' }, 'patientId', run, () => noteRow(Plan, {}, run, found));
    noteRow(Plan, {}, run, found);
  });
  expect(noted).toEqual(['ben', 'ann']);
  expect(run.owner).toBeUndefined();
});

it('shows nothing of which nobody knows whose it is', () => {
  const { run, noted } = passage();
  expect(() => noteRow(Plan, {}, run, found)).toThrow('Nobody knows whose a row of Plan is.');
  expect(noted).toEqual([]);
});

const set = (): SetRead<Plan> => new SetRead('many', () => Plan);
const beneathA = (entity: EntityClass, isFoundByOwner = false): Site =>
  ({ parent: { alias: 't1', entity, isFoundByOwner } }) as Site;
const ofPerson = beneathA(Person);
const ofPlan = beneathA(Plan);

it.each<[string, boolean, SetRead<object> | OneRead<object>, Site]>([
  ['a set that holds the owner by their id', true, set().by('personId'), ofPerson],
  ['a set that holds the owner of its parent', true, set().by('personId').of('personId'), ofPlan],
  ['the owner of the parent', true, new OneRead(() => Person, 'personId'), ofPlan],
  ['a part of the record with the id of its owner', true, new OneRead(() => Plan, 'id'), ofPerson],
  ['a set that holds the parent by another column', false, set().by('authorId'), ofPerson],
  ['a set that hangs on another column of the parent', false, set().by('personId').of('authorId'), ofPlan],
  ['a set that hangs on a parent that is no owner', false, set().by('personId'), ofPlan],
  ['a set that another table ties to the parent', false, set().through(() => Plan, 'personId', 'id'), ofPerson],
  ['a row by another column', false, new OneRead(() => Plan, 'authorId'), ofPlan],
  ['rows of somebody, beneath rows of nobody', false, set().by('personId'), beneathA(Author)],
  ['rows of nobody', false, new OneRead(() => Author, 'id'), ofPerson],
  ['rows beneath one that does not say whose it is', false, set().by('personId').of('personId'), beneathA(Plan, true)],
  ['a root field', false, set(), {} as Site],
])('knows of %s: %s', (_case, isFound, read, site) => {
  expect(findsByOwner(read, site, { keepsAccount: true })).toBe(isFound);
  expect(findsByOwner(read, site, { keepsAccount: false })).toBe(false);
});
