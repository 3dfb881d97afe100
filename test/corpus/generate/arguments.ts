import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Draft } from './draft';
import { idOf, prefixesOf } from './ids';
import { literal } from './literals';
import { hasPages, writePaging } from './paging';
import { type Place, valueFor } from './values';

/** The arguments of a field as text, and what they say of the answer. */
export interface WrittenArguments {
  /** `(first: 2, filter: $v3)`, or nothing. */
  readonly text: string;
  /** How many items may come of it, for a list. */
  readonly size: number | undefined;
  /** The types that the ids among the arguments are of. */
  readonly types: readonly string[];
}

type Field = GraphQLField<unknown, unknown>;

const PAGING = ['first', 'last', 'after', 'before'];

/** Chooses arguments for a field. */
export function writeArguments(draft: Draft, parent: string, field: Field, mostItems: number): WrittenArguments {
  const types: string[] = [];
  const paging = hasPages(field)
    ? writePaging(draft, field, mostItems, `${parent}.${field.name}`)
    : { parts: [], size: undefined };
  const pair = PAIRS[field.name]?.(draft);
  const own = field.args.filter(({ name }) => !(hasPages(field) && PAGING.includes(name)));
  const parts = own.flatMap((arg) => {
    const place = { type: arg.type, name: arg.name, field: `${parent}.${field.name}` };
    if (pair && arg.name in pair) return [`${arg.name}: ${writeValue(draft, pair[arg.name], place)}`];
    if (arg.name === 'id' || arg.name === 'ids') return [`${arg.name}: ${writeIds(draft, field, place, types)}`];
    const share = draft.aim.shareOfArgument(`${place.field}(${arg.name}`, 0.45);
    return isRequiredArgument(arg) || draft.choice.chance(share)
      ? [`${arg.name}: ${writeArgument(draft, arg, place)}`]
      : [];
  });
  const all = [...parts, ...paging.parts];
  return { text: all.length > 0 ? `(${all.join(', ')})` : '', size: paging.size, types };
}

/** Arguments that mean something together only. */
const PAIRS: Readonly<Record<string, (draft: Draft) => Record<string, unknown> | undefined>> = {
  patientByIdentifier: (draft) => {
    const known = draft.facts.identifiers.get(draft.actor.name) ?? [];
    if (known.length === 0 || draft.choice.chance(0.1)) return { system: 'urn:example:mrn', value: 'no such number' };
    return { ...draft.choice.pick(known) };
  },
  possibleDuplicates: (draft) => {
    const people = draft.facts.people.get(draft.actor.name) ?? [];
    if (people.length === 0 || draft.choice.chance(0.1)) return { familyName: 'Nobody', birthDate: '1901-01-01' };
    const { family, birthDate } = draft.choice.pick(people);
    return { familyName: draft.choice.chance(0.3) ? family.toUpperCase() : family, birthDate };
  },
};

function writeIds(draft: Draft, { type }: Field, place: Place, types: string[]): string {
  const prefixes = prefixesOf(draft.schema, String(getNullableType(type)).replace(/[[\]!]/g, ''));
  const count = place.name === 'ids' ? 1 + draft.choice.below(5) : 1;
  const ids = Array.from({ length: count }, () => {
    const chosen = idOf(draft, prefixes);
    if (chosen.type) types.push(chosen.type);
    return chosen.id;
  });
  return writeValue(draft, place.name === 'ids' ? ids : ids[0], place);
}

function writeArgument(draft: Draft, { type }: GraphQLArgument, place: Place): string {
  // Null stands for not given. Where there is a default, null is a value of its own and may not be said.
  if (!isNonNullType(type) && draft.choice.chance(0.1)) return writeValue(draft, null, place);
  return writeValue(draft, inputFor(draft, place), place);
}

/** Keys that are asked for more often than others, for little comes of them. */
const SHARES: Readonly<Record<string, number>> = { near: 0.6, withoutPeerSupport: 0.4 };

/** A value that fits the place; of an input object, some of its keys. */
function inputFor(draft: Draft, place: Place): unknown {
  const type = getNullableType(place.type);
  if (!isInputObjectType(type) || place.name === 'near') return valueFor(draft, place);
  const fields = Object.values(type.getFields());
  const share = 1.4 / fields.length;
  const entries = fields.flatMap((field) => {
    const isGiven = draft.aim.shareOfKey(`${place.field}(${place.name}.${field.name})`, SHARES[field.name] ?? share);
    if (!isRequiredInputField(field) && !draft.choice.chance(isGiven)) return [];
    const isNull = !isNonNullType(field.type) && draft.choice.chance(0.05);
    const inner = { type: field.type, name: field.name, field: place.field };
    return [[field.name, isNull ? null : inputFor(draft, inner)] as const];
  });
  return Object.fromEntries(entries);
}

/** The value as a literal, as a variable, or as a literal with variables inside. */
export function writeValue(draft: Draft, value: unknown, place: Place): string {
  const { choice } = draft;
  if (choice.chance(0.35)) return draft.variable(place.type, value, `${place.field} ${place.name}`);
  const type = getNullableType(place.type);
  if (value === null || value === undefined) return 'null';
  if (isInputObjectType(type)) {
    const fields = Object.entries(value as object).map(([name, inner]) => {
      const innerType = type.getFields()[name]?.type as GraphQLInputType;
      return `${name}: ${writeValue(draft, inner, { type: innerType, name, field: place.field })}`;
    });
    return `{${fields.join(', ')}}`;
  }
  if (!isListType(type) || !Array.isArray(value)) return literal(value, type);
  const items = value.map((item) => {
    const inner = { type: type.ofType as GraphQLInputType, name: `${place.name} item`, field: place.field };
    return choice.chance(0.15)
      ? draft.variable(inner.type, item, `${inner.field} ${inner.name}`)
      : literal(item, inner.type);
  });
  // A single value stands for the list of it.
  const [only] = items;
  return items.length === 1 && only !== undefined && !only.startsWith('$') && choice.chance(0.3)
    ? only
    : `[${items.join(', ')}]`;
}
