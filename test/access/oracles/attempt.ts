import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Role } from '../../../src/access/role';
import type { Answered } from './ask';
import type { HiddenBit } from './bits';
import { ASKERS, type AskerName } from './people';
import type { Channel, Hearsay, Try } from './tries/a-try';
import { mutationTries } from './tries/mutations';
import { cursorTries, queryTries } from './tries/queries';
import type { TwoWorlds } from './two-worlds';

/** A try, and whose. */
export interface Attempt {
  readonly asker: AskerName;
  readonly one: Try;
  /** Whether the asker's role may ask it at all: what stops at the door is tried less often. */
  readonly isOpen: boolean;
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
  const ofAll = [...queryTries(schema, bit.clues), ...mutationTries(schema, bit.clues, bit.except)];
  return askers.flatMap((asker) => {
    const own = cursorTries(schema, { clues: bit.clues, cursors: cursors[asker] });
    return [...ofAll, ...own].map((one) => ({ asker, one, isOpen: isOpenTo(schema, ASKERS[asker].role, one) }));
  });
}

function isOpenTo(schema: GraphQLSchema, role: Role, { document }: Try): boolean {
  const [, name = ''] = /\{ (\w+)/.exec(document) ?? [];
  const type = document.startsWith('mutation') ? schema.getMutationType() : schema.getQueryType();
  const allowed = type?.getFields()[name]?.extensions.allow as readonly Role[] | undefined;
  return allowed?.includes(role) ?? false;
}

/**
 * So many of each channel, those first that name what is hidden; the same in every run. A quarter are questions that the role may not
 * ask. What writes comes last.
 */
export function chosen(attempts: readonly Attempt[], bit: HiddenBit, ofEach: number): Attempt[] {
  const byChannel = new Map<Channel, Ranked[]>();
  for (const attempt of attempts) {
    const list = byChannel.get(attempt.one.channel) ?? [];
    byChannel.set(attempt.one.channel, list);
    list.push({ attempt, rank: rankOf(attempt, bit) });
  }
  const kept = [...byChannel.values()].flatMap((list) => {
    const sorted = list.sort((a, b) => Number(a.rank > b.rank) - Number(a.rank < b.rank)).map(({ attempt }) => attempt);
    const closed = sorted.filter(({ isOpen }) => !isOpen).slice(0, Math.ceil(ofEach / 4));
    return [...closed, ...sorted.filter(({ isOpen }) => isOpen)].slice(0, ofEach);
  });
  const isWrite = ({ one }: Attempt) => Number(one.document.startsWith('mutation'));
  return kept.sort((a, b) => isWrite(a) - isWrite(b));
}

interface Ranked {
  readonly attempt: Attempt;
  readonly rank: string;
}

/** What of a try its rank goes by. Askers share tries, which are long. */
const lasting = new WeakMap<Try, string>();

function rankOf({ asker, one }: Attempt, { clues }: HiddenBit): string {
  const text = lasting.get(one) ?? lastingOf(one);
  lasting.set(one, text);
  const isNamed = clues.some((clue) => text.includes(clue));
  return `${isNamed ? 0 : 1}${createHash('md5').update(`{"asker":"${asker}","one":${text}}`).digest('hex')}`;
}

/** Cursors and instants of now are others in every run. */
function lastingOf(one: Try): string {
  return JSON.stringify(one).replace(/[\w-]{60,}|\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z/g, '');
}

/**
 * Makes the attempts, one after the other; until the worlds are told apart so often.
 * @returns those that told the worlds apart, and those that went wrong on our side
 */
export async function attempt(
  worlds: TwoWorlds,
  attempts: readonly Attempt[],
  enough = Number.POSITIVE_INFINITY,
): Promise<{ told: Told[]; unforeseen: Told[] }> {
  const told: Told[] = [];
  const unforeseen: Told[] = [];
  for (const { asker, one, isOpen } of attempts) {
    if (told.length >= enough) break;
    const answers = await worlds.both(ASKERS[asker], one);
    if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) told.push({ asker, one, isOpen, answers });
    if (answers.some(({ isUnforeseen }) => isUnforeseen)) unforeseen.push({ asker, one, isOpen, answers });
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
  return Object.fromEntries(names.map((name) => [name, of(name)])) as unknown as Cursors;
}
