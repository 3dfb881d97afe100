import type { GraphQLSchema } from 'graphql';
import { buildGraph } from '../../src/app/graph';
import { reportAccess } from '../support/access-report';
import { type Attempt, attempt, type Cursors, chosen, everyAttempt, gatherCursors, type Told } from './oracles/attempt';
import { HIDDEN_BITS } from './oracles/bits';
import { LEAKS } from './oracles/leaks';
import { CHANNELS } from './oracles/tries/a-try';
import { TwoWorlds } from './oracles/two-worlds';

jest.setTimeout(120_000);

/** Tries of each channel at each bit. */
const OF_EACH = Number(process.env.ORACLE_TRIES ?? 7);
const FEWEST = 30;

let worlds: TwoWorlds;
let schema: GraphQLSchema;
let cursors: Cursors;
const counts = { byBit: new Map<string, number>(), byChannel: new Map<string, number>() };

beforeAll(async () => {
  schema = await buildGraph();
  worlds = await TwoWorlds.open();
  cursors = await gatherCursors(worlds, schema);
});
afterAll(() => worlds.stop());

/** What tells the worlds apart, short enough to read. */
function brief({ asker, one, answers: [first, second] }: Told): object {
  const at = [...first.text].findIndex((letter, index) => letter !== second.text[index]);
  const near = (text: string) => text.slice(Math.max(0, at - 120), at + 200);
  return { asker, ...one, first: near(first.text), second: near(second.text), status: [first.status, second.status] };
}

const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);

const isWrite = ({ one }: Attempt): boolean => one.document.startsWith('mutation');

describe.each(HIDDEN_BITS)('$name', (bit) => {
  let attempts: readonly Attempt[];
  let controls: readonly Attempt[];
  beforeAll(async () => {
    attempts = chosen(everyAttempt(schema, bit, bit.hiddenFrom, cursors), bit, OF_EACH);
    const ofWhoMayKnow = everyAttempt(schema, bit, [bit.shownTo], cursors);
    controls = chosen(
      ofWhoMayKnow.filter(({ one }) => one.channel === 'id'),
      bit,
      40,
    );
    await worlds.begin(bit);
  });

  async function expectNothingTold(tried: readonly Attempt[]): Promise<void> {
    const { told, unforeseen } = await attempt(worlds, tried);
    expect(told.map(brief)).toEqual([]);
    expect(unforeseen.map(brief)).toEqual([]);
    for (const { one } of tried) {
      count(counts.byBit, bit.name);
      count(counts.byChannel, one.channel);
    }
  }

  it('is told by no query to those from whom it is hidden', async () => {
    await expectNothingTold(attempts.filter((tried) => !isWrite(tried)));
  });

  // Before anything is written: the worlds are still the same but for the bit.
  it('is told to those who may know, by the same questions', async () => {
    const { told } = await attempt(worlds, controls, 1);
    expect(told.length).toBeGreaterThan(0);
  });

  it('is told by no mutation to those from whom it is hidden', async () => {
    await expectNothingTold(attempts.filter(isWrite));
  });
});

it.each(LEAKS)('a leak by $channel is caught: $name', async ({ channel, bit: name, asker, planted }) => {
  const bit = HIDDEN_BITS.find((candidate) => candidate.name === name);
  if (!bit) throw new Error(`No bit is called ${name}.`);
  const ofChannel = everyAttempt(schema, bit, [asker], cursors).filter(({ one }) => one.channel === channel);
  const tried = chosen(ofChannel, bit, 300);
  await worlds.begin(bit, planted);
  const { told } = await attempt(worlds, tried, 1);
  expect(told.length).toBeGreaterThan(0);
});

it('has tried often enough, at each bit and by each channel', () => {
  const total = [...counts.byChannel.values()].reduce((sum, of) => sum + of, 0);
  process.stdout.write(
    `oracles: ${total} tries to learn one hidden bit, ${HIDDEN_BITS.length} bits, ${CHANNELS.length} channels: nothing learned\n`,
  );
  reportAccess('oracles', { tries: total, bits: HIDDEN_BITS.length, channels: CHANNELS.length, learned: 0 });
  expect(total).toBeGreaterThanOrEqual(1_000);
  expect(HIDDEN_BITS.filter(({ name }) => (counts.byBit.get(name) ?? 0) < FEWEST)).toEqual([]);
  expect(CHANNELS.filter((channel) => (counts.byChannel.get(channel) ?? 0) < FEWEST)).toEqual([]);
});
