import { type GraphQLField, GraphQLInt, getNamedType } from 'graphql';
import type { Draft } from './draft';

type Field = GraphQLField<unknown, unknown>;

/** How long a page may be taken to be that says nothing of its size: lists of the data set are about so long. */
const UNSAID = 10;

/** Whether the field is a list in pages. */
export function hasPages(field: Field): boolean {
  return getNamedType(field.type).name.endsWith('Connection');
}

/** Page arguments: from the start or the end, from the first page or from a real cursor. Never both sizes. */
export function writePaging(
  draft: Draft,
  field: Field,
  mostItems: number,
  place: string,
): { parts: string[]; size: number } {
  const { choice } = draft;
  const isBothWays = field.args.some(({ name }) => name === 'last');
  const isBackward = isBothWays && choice.chance(0.35);
  const most = Math.max(1, Math.min(6, mostItems));
  // Where the field has a size of its own, that is longer than what an operation may hold.
  const isLong = field.args.some(({ name, defaultValue }) => name === 'first' && defaultValue !== undefined);
  const hasSize = isBackward || isLong || mostItems < UNSAID || choice.chance(0.7);
  const size = choice.chance(0.04) ? 0 : 1 + choice.below(most);
  const sizePart = `${isBackward ? 'last' : 'first'}: ${writeSize(draft, size)}`;
  const unsaid = isBothWays && choice.chance(0.1) ? [`${isBackward ? 'first' : 'last'}: null`] : [];
  const parts = [...(hasSize ? [sizePart, ...unsaid] : []), ...writeCursors(draft, isBothWays, place)];
  return { parts: choice.chance(0.5) ? parts : parts.reverse(), size: hasSize ? size : UNSAID };
}

function writeSize(draft: Draft, size: number): string {
  return draft.choice.chance(0.3) ? draft.variable(GraphQLInt, size, `size up to ${size}`) : String(size);
}

function writeCursors(draft: Draft, isBothWays: boolean, place: string): string[] {
  const { choice } = draft;
  const names = isBothWays ? ['after', 'before'] : ['after'];
  const aimedAt = names.filter((name) => draft.aim.isArgument(`${place}(${name}`));
  if (aimedAt.length > 0) return aimedAt.map((name) => `${name}: ${draft.cursor(name)}`);
  if (draft.fault(0.02)) return [`${choice.pick(names)}: ${choice.pick(['"nonsense"', '""', '"AAAA"'])}`];
  if (!choice.chance(0.35)) return choice.chance(0.05) ? [`${choice.pick(names)}: null`] : [];
  const chosen = names.length > 1 && choice.chance(0.15) ? names : [choice.pick(names)];
  return chosen.map((name) => `${name}: ${draft.cursor(name)}`);
}
