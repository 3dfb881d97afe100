import 'reflect-metadata';
import { Field, InputType } from 'type-graphql';
import type { PublicError } from '../../../src/platform/graphql/errors';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import {
  checkArgument,
  ExpectedVersionField,
  FloatField,
  IdField,
  IntField,
  LanguagesField,
  ListField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
  ValueField,
} from '../../../src/platform/graphql/inputs';
import { GraphNode } from '../../../src/platform/graphql/nodes';
import { JSONObject } from '../../../src/platform/graphql/scalars';

@GraphNode('planted_tree', { description: 'A node of the tests.' })
class Tree {}

@GraphNode('planted_shrub', { description: 'Another node of the tests.' })
class Shrub {}

@InputType({ description: 'A leaf of the tests.' })
class LeafInput {
  @TextField('Its name.', { max: 5 })
  name!: string;

  @IdField('Whose leaf it is.', () => [Tree], { optional: true })
  treeId?: string | null;
}

@InputType({ description: 'A garden of the tests.' })
class GardenInput {
  @TextField('Its name.', { max: 10 })
  name!: string;

  @TextField('Another name.', { max: 10, optional: true })
  nickname?: string | null;

  @TextsField('Signs at its gate.', { max: 4, most: 2, optional: true })
  signs?: string[] | null;

  @LanguagesField('Languages of its signs.', { optional: true })
  languages?: string[] | null;

  @IntField('How many gates it has.', { min: 1, max: 3, optional: true })
  gates?: number | null;

  @FloatField('How steep it is.', { min: -1.5, max: 1.5, optional: true })
  slope?: number | null;

  @ListField('Its colors.', () => String, { fewest: 1, most: 2, optional: true })
  colors?: string[] | null;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdField('What stands in the middle.', () => [Tree, Shrub], { optional: true })
  centerId?: string | null;

  @ObjectField('A leaf.', () => LeafInput, { optional: true })
  leaf?: LeafInput | null;

  @ObjectsField('More leaves.', () => LeafInput, { most: 2, optional: true })
  leaves?: LeafInput[] | null;

  @ValueField('Anything else.', () => JSONObject, { optional: true })
  notes?: Record<string, unknown> | null;

  @ValueField('When it was planted.', () => Date, { optional: true })
  plantedAt?: Date | null;

  // A field that no decorator of ours describes has no rule, so nothing may come through it.
  @Field(() => String, { nullable: true, description: 'Forgotten.' })
  forgotten?: string;
}

/** An input as type-graphql hands it over: instances all the way down. */
function garden(fields: Record<string, unknown>): GardenInput {
  const leaf = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? Object.assign(new LeafInput(), value) : value;
  const given: Record<string, unknown> = { name: 'Eden', expectedVersion: 1, ...fields };
  if (given.leaf) given.leaf = leaf(given.leaf);
  if (Array.isArray(given.leaves)) given.leaves = given.leaves.map(leaf);
  return Object.assign(new GardenInput(), given);
}

async function problemsOf(fields: Record<string, unknown>): Promise<Record<string, string>> {
  try {
    await checkArgument(garden(fields));
    return {};
  } catch (error) {
    const { extensions } = error as PublicError;
    expect(extensions.code).toBe('BAD_USER_INPUT');
    const told = extensions.fields as { path: string; message: string }[];
    expect(JSON.stringify(error)).not.toContain('CANARY');
    return Object.fromEntries(told.map(({ path, message }) => [path, message]));
  }
}

const leaf = { name: 'oak' };
const [treeUuid, shrubUuid] = [newId(), newId()];

it.each<Record<string, unknown>>([
  {},
  { name: 'x'.repeat(10), nickname: '🌳'.repeat(10) },
  { signs: [], languages: [], leaves: [] },
  { signs: ['a', 'abcd'], languages: ['en', 'es-MX', 'zh-Hant-TW'], colors: ['red', 'blue'] },
  { gates: 1, slope: -1.5 },
  { gates: 3, slope: 1.5 },
  { leaf, leaves: [leaf, leaf] },
  { notes: { anything: ['goes', { here: null }] }, plantedAt: new Date() },
  {
    nickname: null,
    signs: null,
    languages: null,
    gates: null,
    slope: null,
    colors: null,
    centerId: null,
    leaf: null,
    leaves: null,
    notes: null,
  },
])('takes %j', async (fields) => {
  expect(await problemsOf(fields)).toEqual({});
});

it.each<[Record<string, unknown>, string, string]>([
  [{ name: undefined }, 'input.name', 'must not be blank'],
  [{ name: '' }, 'input.name', 'must not be blank'],
  [{ name: ' \t\n' }, 'input.name', 'must not be blank'],
  [{ name: 'CANARY sings' }, 'input.name', 'must be at most 10 characters long'],
  [{ nickname: '' }, 'input.nickname', 'must not be blank'],
  [{ signs: ['a', ' '] }, 'input.signs', 'must not be blank'],
  [{ signs: ['CANARY'] }, 'input.signs', 'must be at most 4 characters long'],
  [{ signs: ['a', 'b', 'c'] }, 'input.signs', 'must hold at most 2'],
  [{ languages: ['english'] }, 'input.languages', 'must be BCP 47 tags such as en or es-MX'],
  [{ languages: Array.from({ length: 21 }, () => 'en') }, 'input.languages', 'must hold at most 20'],
  [{ gates: 0 }, 'input.gates', 'must be between 1 and 3'],
  [{ gates: 4 }, 'input.gates', 'must be between 1 and 3'],
  [{ slope: 1.51 }, 'input.slope', 'must be between -1.5 and 1.5'],
  [{ colors: [] }, 'input.colors', 'must hold at least 1'],
  [{ colors: ['a', 'b', 'c'] }, 'input.colors', 'must hold at most 2'],
  [{ colors: ['CANARY', 'CANARY'] }, 'input.colors', 'must not repeat a value'],
  [{ expectedVersion: 0 }, 'input.expectedVersion', 'must be between 1 and 2147483646'],
  // The version that a change would write has to fit its column, too.
  [{ expectedVersion: 2_147_483_647 }, 'input.expectedVersion', 'must be between 1 and 2147483646'],
  [{ leaf: { name: '' } }, 'input.leaf.name', 'must not be blank'],
  [{ leaves: [leaf, { name: 'CANARY' }] }, 'input.leaves.1.name', 'must be at most 5 characters long'],
  [{ leaves: [leaf, leaf, leaf] }, 'input.leaves', 'must hold at most 2'],
  [{ nickname: 'CANARY\u0000' }, 'input.nickname', 'must not contain the NUL character or an unpaired surrogate'],
  [{ nickname: '\ud83c' }, 'input.nickname', 'must not contain the NUL character or an unpaired surrogate'],
  [{ signs: ['ok', '\u0000'] }, 'input.signs.1', 'must not contain the NUL character or an unpaired surrogate'],
  [{ leaf: { name: '\u0000x' } }, 'input.leaf.name', 'must not contain the NUL character or an unpaired surrogate'],
  [
    { notes: { CANARY: { deep: ['\u0000'] } } },
    'input.notes',
    'must not contain the NUL character or an unpaired surrogate',
  ],
  [{ notes: { 'CANARY\u0000': 1 } }, 'input.notes', 'must not contain the NUL character or an unpaired surrogate'],
  [{ centerId: 'CANARY' }, 'input.centerId', 'must be an id that begins with planted_tree_ or planted_shrub_'],
  [
    { centerId: toGlobalId('patient', newId()) },
    'input.centerId',
    'must be an id that begins with planted_tree_ or planted_shrub_',
  ],
  [
    { leaf: { ...leaf, treeId: toGlobalId('planted_shrub', newId()) } },
    'input.leaf.treeId',
    'must be an id that begins with planted_tree_',
  ],
  [
    { leaves: [leaf, { ...leaf, treeId: '' }] },
    'input.leaves.1.treeId',
    'must be an id that begins with planted_tree_',
  ],
])('of %j tells what is wrong, and where', async (fields, path, rule) => {
  expect(await problemsOf(fields)).toEqual({ [path]: `"${path}" ${rule}.` });
});

it('tells of every field at once', async () => {
  const problems = await problemsOf({ name: ' ', gates: 9, centerId: 'x', leaf: { name: 'too long' } });
  expect(Object.keys(problems).sort()).toEqual(['input.centerId', 'input.gates', 'input.leaf.name', 'input.name']);
});

it('lets nothing through that no rule describes', async () => {
  expect(Object.keys(await problemsOf({ forgotten: 'CANARY' }))).toEqual(['input.forgotten']);
  expect(Object.keys(await problemsOf({ stranger: 'CANARY' }))).toEqual(['input.stranger']);
  expect(Object.keys(await problemsOf({ leaf: { ...leaf, stranger: 1 } }))).toEqual(['input.leaf.stranger']);
  await expect(checkArgument(Object.assign(new (class Unknown {})(), { a: 1 }))).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

it('hands the action UUIDs in place of ids, at every depth, and nothing else changed', async () => {
  const treeId = toGlobalId('planted_tree', treeUuid);
  const input = garden({
    centerId: toGlobalId('planted_shrub', shrubUuid),
    leaf: { ...leaf, treeId },
    leaves: [leaf, { ...leaf, treeId }],
  });
  await checkArgument(input);
  expect(input).toEqual(
    garden({ centerId: shrubUuid, leaf: { ...leaf, treeId: treeUuid }, leaves: [leaf, { ...leaf, treeId: treeUuid }] }),
  );
});

it.each([undefined, null, 'text', 7, true, ['list'], new Date(0)])(
  'leaves an argument that is no input object alone: %j',
  async (argument) => {
    await expect(checkArgument(argument)).resolves.toBeUndefined();
  },
);
