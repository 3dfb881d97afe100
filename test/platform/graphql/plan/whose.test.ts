import type { EntityClass } from '../../../../src/platform/graphql/nodes';
import type { Run } from '../../../../src/platform/graphql/plan/compiler';
import { beneath, noteRow } from '../../../../src/platform/graphql/plan/whose';
import type { Row } from '../../../../src/platform/graphql/reads';

class Plan {}

/** A passage that remembers whose each row was said to be. */
function passage(): { run: Run; noted: (string | undefined)[] } {
  const noted: (string | undefined)[] = [];
  const note = (_entity: EntityClass, _row: Row, owner?: string): unknown => noted.push(owner);
  return { run: { ctx: { note }, calls: [], input: undefined, owner: undefined } as unknown as Run, noted };
}

const found = { isOfParent: true };

it('says of a row that was found by whose its parent is, whose that is', () => {
  const { run, noted } = passage();
  beneath({ id: 'ann' }, 'id', run, () => noteRow(Plan, {}, run, found));
  expect(noted).toEqual(['ann']);
});

it('lets a row that says so itself speak for itself', () => {
  const { run, noted } = passage();
  beneath({ id: 'ann' }, 'id', run, () => noteRow(Plan, { patientId: 'ben' }, run, { isOfParent: false }));
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
