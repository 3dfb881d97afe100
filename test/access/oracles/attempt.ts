import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Answered } from './ask';
import type { HiddenBit } from './bits';
import { ASKERS, type AskerName } from './people';
import type { Channel, Hearsay, Try } from './tries/a-try';
import { mutationTries } from './tries/mutations';
import { queryTries } from './tries/queries';
import type { TwoWorlds } from './two-worlds';

/** A try, and whose. */
export interface Attempt {
  readonly asker: AskerName;
  readonly one: Try;
}

/** A try that told the worlds apart. */
export interface Told extends Attempt {
  readonly answers: readonly [Answered, Answered];
}

export type Cursors = Readonly<Record<AskerName, Hearsay['cursors']>>;

/** Every try of these askers at this bit. */
export function everyAttempt(
  schema: GraphQLSchema,
  bit: HiddenBit,
  askers: readonly AskerName[],
  cursors: Cursors,
): Attempt[] {
  return askers.flatMap((asker) => {
    const hearsay = { clues: bit.clues, cursors: cursors[asker] };
    const tries = [...queryTries(schema, hearsay), ...mutationTries(schema, hearsay, bit.except)];
    return tries.map((one) => ({ asker, one }));
  });
}

/** So many of each channel, those first that name what is hidden; the same in every run. What writes comes last. */
export function chosen(attempts: readonly Attempt[], bit: HiddenBit, ofEach: number): Attempt[] {
  const byChannel = new Map<Channel, { attempt: Attempt; rank: string }[]>();
  for (const attempt of attempts) {
    const text = JSON.stringify(attempt);
    const names = bit.clues.some((clue) => text.includes(clue)) ? 0 : 1;
    const rank = `${names}${createHash('md5').update(text).digest('hex')}`;
    const list = byChannel.get(attempt.one.channel) ?? [];
    byChannel.set(attempt.one.channel, list);
    list.push({ attempt, rank });
  }
  const kept = [...byChannel.values()].flatMap((list) =>
    list
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .slice(0, ofEach)
      .map(({ attempt }) => attempt),
  );
  const isWrite = ({ one }: Attempt) => Number(one.document.startsWith('mutation'));
  return kept.sort((a, b) => isWrite(a) - isWrite(b));
}

/** Makes the attempts, one after the other. @returns those that told the worlds apart, and those that went wrong on our side */
export async function attempt(
  worlds: TwoWorlds,
  attempts: readonly Attempt[],
): Promise<{ told: Told[]; unforeseen: Told[] }> {
  const told: Told[] = [];
  const unforeseen: Told[] = [];
  for (const { asker, one } of attempts) {
    const answers = await worlds.both(ASKERS[asker], one);
    if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) told.push({ asker, one, answers });
    if (answers.some(({ isUnforeseen }) => isUnforeseen)) unforeseen.push({ asker, one, answers });
  }
  return { told, unforeseen };
}

/** Cursors that the lists at the root gave to each asker, and to others. */
export async function gatherCursors(worlds: TwoWorlds, schema: GraphQLSchema): Promise<Cursors> {
  const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ args, type }) => String(type).endsWith('Connection!') && args.some(({ name }) => name === 'last'),
  );
  const own = new Map<AskerName, Record<string, string[]>>();
  const names = Object.keys(ASKERS) as AskerName[];
  for (const name of names) {
    const found: Record<string, string[]> = {};
    for (const list of lists) {
      const document = `{ ${list.name}(first: 3) { edges { cursor } } }`;
      const [{ text }] = await worlds.both(ASKERS[name], { channel: 'list', document, variables: {} });
      found[list.name] = [...text.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor ?? '');
    }
    own.set(name, found);
  }
  const stolen = (field: string) =>
    (['team', 'intake'] as const).flatMap((name) => own.get(name)?.[field]?.slice(0, 1) ?? []);
  const of = (name: AskerName) =>
    Object.fromEntries(
      lists.map(({ name: field }) => [
        field,
        { own: own.get(name)?.[field]?.slice(0, 2) ?? [], stolen: stolen(field) },
      ]),
    );
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Cursors;
}
