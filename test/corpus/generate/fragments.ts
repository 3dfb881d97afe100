import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { writeDirectives } from './directives';
import type { Draft } from './draft';
import { Scope } from './scope';
import { type Spot, selectionParts, writeSelection } from './selections';

/** Inline fragments: on what may be found behind an interface, on an interface of the type, or on nothing at all. */
export function writeInlineFragments(draft: Draft, type: GraphQLCompositeType, spot: Spot): string[] {
  const { choice } = draft;
  if (isAbstractType(type)) return possibleTypes(draft, type, spot).map((member) => inlineOn(draft, member, spot));
  if (!isObjectType(type) || spot.depth <= 0 || !choice.chance(0.08)) return [];
  const [first] = type.getInterfaces();
  if (first && choice.chance(0.5)) return [inlineOn(draft, choice.pick(type.getInterfaces()), spot)];
  if (choice.chance(0.5)) return [inlineOn(draft, type, spot)];
  return [`...${writeDirectives(draft, 0.6)} ${writeSelection(draft, type, { ...spot, depth: spot.depth - 1 })}`];
}

function possibleTypes(draft: Draft, type: GraphQLCompositeType, { expected }: Spot): GraphQLCompositeType[] {
  if (!isAbstractType(type)) return [];
  const { choice } = draft;
  const members = draft.schema.getPossibleTypes(type);
  const likely = members.filter(({ name }) => expected.includes(name));
  const others = members.filter(() => choice.chance(0.7));
  const chosen: GraphQLCompositeType[] = likely.length > 0 ? likely.slice(0, 3) : others.slice(0, 4);
  const stray = choice.chance(0.15) ? [choice.pick(members)] : [];
  const narrower = members.flatMap((member: GraphQLObjectType) => member.getInterfaces()).filter((one) => one !== type);
  const between = narrower.length > 0 && choice.chance(0.2) ? [choice.pick(narrower)] : [];
  return [...new Set([...chosen, ...stray, ...between])].filter(
    (one) => !isInterfaceType(one) || overlaps(draft, one, type),
  );
}

function overlaps(draft: Draft, one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
  if (!isAbstractType(one) || !isAbstractType(other)) return true;
  const members = draft.schema.getPossibleTypes(other);
  return draft.schema.getPossibleTypes(one).some((member) => members.includes(member));
}

function inlineOn(draft: Draft, type: GraphQLCompositeType, spot: Spot): string {
  const inner = { ...spot, depth: spot.depth - 1, expected: spot.expected };
  const parts = isAbstractType(type) ? leaves(draft, type) : selectionParts(draft, type, inner);
  return `... on ${type.name}${writeDirectives(draft)} { ${parts.join(' ')} }`;
}

/** Fields without arguments and selections; `id` and the like, which every member has. */
function leaves(draft: Draft, type: GraphQLCompositeType): string[] {
  if (!isInterfaceType(type)) return ['__typename'];
  const names = Object.keys(type.getFields()).filter((name) =>
    ['id', 'displayName', 'status', 'version'].includes(name),
  );
  return draft.choice.some(['__typename', ...names], 3);
}

/** Spreads a named fragment: one that was written before, where one fits, or a new one. */
export function spreadFragment(draft: Draft, type: GraphQLCompositeType, spot: Spot): string[] {
  const { choice } = draft;
  const fitting = draft.fragments.filter((fragment) => fragment.type === type.name);
  const known = fitting.length > 0 && choice.chance(0.6) ? choice.pick(fitting) : undefined;
  if (known) return [`...${known.name}${writeDirectives(draft)}`];
  const inner = { ...spot, scope: new Scope(), depth: Math.min(spot.depth - 1, 3), isShared: true };
  const text = writeSelection(draft, type, inner);
  const name = draft.fresh('F');
  draft.fragments.push({ name, type: type.name, text: `fragment ${name} on ${type.name} ${text}` });
  return [`...${name}${writeDirectives(draft)}`];
}
