import {
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { writeArguments } from './arguments';
import { writeDirectives } from './directives';
import type { Draft } from './draft';
import { spreadFragment, writeInlineFragments } from './fragments';
import { hasPages } from './paging';
import type { Scope } from './scope';

type Field = GraphQLField<unknown, unknown>;

/** Where a selection stands, and what it may still cost. */
export interface Spot {
  readonly scope: Scope;
  /** Levels that may still follow. */
  readonly depth: number;
  /** How often this selection may be answered. */
  readonly width: number;
  /** For an interface: the types that will be found there; none when anything may be. */
  readonly expected: readonly string[];
  /** Inside a named fragment, which can be spread anywhere: names are to be free everywhere. */
  readonly isShared: boolean;
}

const WIDEST = 120;
const MOST_SELECTIONS = 90;
const MOST_ALIASES = 26;
/** How many items a list without pages is taken to have. */
const PLAIN_LIST = 3;

/** A selection set of a type, braces included. */
export function writeSelection(draft: Draft, type: GraphQLCompositeType, spot: Spot): string {
  return `{ ${selectionParts(draft, type, spot).join(' ')} }`;
}

/** What stands inside the braces; never nothing. */
export function selectionParts(draft: Draft, type: GraphQLCompositeType, spot: Spot): string[] {
  const { choice } = draft;
  const parts = chooseFields(draft, type, spot).map((field) => writeField(draft, type, field, spot));
  if (choice.chance(0.2))
    parts.splice(choice.below(parts.length + 1), 0, choice.chance(0.8) ? '__typename' : typenameAs(draft));
  parts.push(...writeInlineFragments(draft, type, spot));
  if (spot.depth > 1 && choice.chance(0.12)) parts.push(...spreadFragment(draft, type, spot));
  return parts.length > 0 ? parts : ['__typename'];
}

/** Lists in pages are where most can go wrong. */
function interest(field: Field): number {
  if (hasPages(field)) return 5;
  return isCompositeType(getNamedType(field.type)) || field.args.length > 0 ? 2 : 1;
}

function typenameAs(draft: Draft): string {
  draft.aliases += 1;
  return `${draft.fresh('t')}: __typename`;
}

/** The fields to select: of a connection what leads to its nodes, of an edge the node, of others a few. */
function chooseFields(draft: Draft, type: GraphQLCompositeType, spot: Spot): Field[] {
  if (isUnionType(type)) return [];
  const { choice } = draft;
  const fields = Object.values(type.getFields()) as Field[];
  const named = (name: string): Field[] => fields.filter((field) => field.name === name);
  if (type.name.endsWith('Connection')) {
    const rows = choice.chance(0.6) ? named('nodes') : named('edges');
    const others = fields.filter(
      ({ name }) => ['pageInfo', 'totalCount', 'nextCursor'].includes(name) && choice.chance(0.35),
    );
    return choice.chance(0.95) ? [...rows, ...others] : others;
  }
  if (type.name.endsWith('Edge')) return choice.chance(0.6) ? [...named('node'), ...named('cursor')] : named('node');
  const isFull = spot.depth <= 0 || spot.width > WIDEST || draft.selections > MOST_SELECTIONS;
  const count = isAbstractType(type) ? choice.below(3) : 1 + choice.below(isFull ? 3 : 5);
  const weight = (field: Field): number =>
    isFull && isCompositeType(getNamedType(field.type)) ? 0 : interest(field) * draft.aim.pull(type.name, field);
  return Array.from({ length: count }, () => choice.weighted(fields, weight)).filter((field) => weight(field) > 0);
}

/** One field, with its alias, arguments, directives and what it selects. Sometimes twice, to be merged. */
export function writeField(draft: Draft, parent: GraphQLCompositeType, field: Field, spot: Spot): string {
  draft.selections += 1;
  const named = getNamedType(field.type);
  const mostItems = Math.floor(WIDEST / spot.width);
  const { text, size, types } = writeArguments(draft, parent.name, field, mostItems);
  const meaning = `${field.name}${text} ${String(field.type)}`;
  const name = responseName(draft, parent, field, text, meaning, spot);
  const head = `${name === field.name ? name : `${name}: ${field.name}`}${text}`;
  if (!isCompositeType(named)) return `${head}${writeDirectives(draft)}`;
  // A connection's pages were counted where its arguments stand.
  const isPlainList = isListType(getNullableType(field.type)) && !isConnection(parent);
  const items = size ?? (isPlainList ? PLAIN_LIST : 1);
  const below = {
    ...spot,
    scope: spot.scope.below(name),
    depth: spot.depth - 1,
    width: spot.width * Math.max(items, 1),
    expected: types,
  };
  const written = `${head}${writeDirectives(draft)} ${writeSelection(draft, named, below)}`;
  const isTwice = below.depth > 0 && below.width <= WIDEST && draft.choice.chance(0.07);
  return isTwice ? `${written} ${head}${writeDirectives(draft)} ${writeSelection(draft, named, below)}` : written;
}

function isConnection(type: GraphQLCompositeType): boolean {
  return isObjectType(type) && type.name.endsWith('Connection');
}

/** The field's own name, a name of its own, or that of a sibling, whose place it then takes. */
function responseName(
  draft: Draft,
  parent: GraphQLCompositeType,
  field: Field,
  text: string,
  meaning: string,
  { scope, isShared }: Spot,
): string {
  const { choice } = draft;
  const isFree = scope.allows(field.name, meaning) && !(isShared && text !== '');
  const isPlain = isFree && !choice.chance(text === '' ? 0.06 : 0.4);
  const candidates = isPlain ? [field.name] : isShared ? [] : siblingName(draft, parent);
  const name = candidates.find((candidate) => scope.allows(candidate, meaning)) ?? draft.fresh('a');
  if (name !== field.name && draft.aliases >= MOST_ALIASES && isFree) {
    scope.take(field.name, meaning);
    return field.name;
  }
  if (name !== field.name) draft.aliases += 1;
  scope.take(name, meaning);
  return name;
}

function siblingName({ choice }: Draft, parent: GraphQLCompositeType): string[] {
  if (isUnionType(parent) || !choice.chance(0.15)) return [];
  return [choice.pick(Object.keys(parent.getFields()))];
}
