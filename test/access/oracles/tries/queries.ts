import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Channel, Hearsay, Try } from './a-try';
import { isPage, pageOf, selectionOf } from './selection';
import { idsFor, valuesFor } from './values';

type Field = GraphQLField<unknown, unknown>;

/** A list in pages, and the way to it from the root. */
interface Place {
  readonly field: Field;
  /** Writes the document around the field; `$id` is who or what has the list. */
  readonly around: (field: string) => string;
  /** Of whom it may be asked. */
  readonly owners: readonly string[];
}

/** Where lists hang: at the root, and on whatever can be asked for by id. */
function placesOf(schema: GraphQLSchema, clues: readonly string[]): Place[] {
  const root = Object.values(schema.getQueryType()?.getFields() ?? {});
  const atRoot = root.filter(isPage).map((field) => ({ field, around: (text: string) => text, owners: [] }));
  const nested = root.flatMap((by) => {
    const type = getNamedType(by.type);
    if (!isObjectType(type) || !by.args.some(({ name }) => name === 'id')) return [];
    const owners = idsFor(`${by.name}Id`, clues);
    return Object.values(type.getFields())
      .filter(isPage)
      .map((field) => ({ field, around: (text: string) => `${by.name}(id: $id) { id ${text} }`, owners }));
  });
  return [...atRoot, ...nested];
}

/** Every question that can be asked of the root's fields, its lists and those one step below, by whoever asks. */
export function queryTries(schema: GraphQLSchema, clues: readonly string[]): Try[] {
  const root = Object.values(schema.getQueryType()?.getFields() ?? {});
  return [
    ...root.filter((field) => !isPage(field)).flatMap((field) => fieldTries(schema, field, clues)),
    ...placesOf(schema, clues).flatMap((place) => listTries(schema, place, clues)),
  ];
}

/** The same lists from cursors that somebody was given, or has taken from somebody else. */
export function cursorTries(schema: GraphQLSchema, { clues, cursors }: Hearsay): Try[] {
  return placesOf(schema, clues).flatMap((place) => {
    const { own = [], stolen = [] } = cursors[place.field.name] ?? {};
    return triesFrom(schema, place, [...own, ...stolen]);
  });
}

/** A field that is no list: by id, by identifier, or by what else it takes. */
function fieldTries(schema: GraphQLSchema, field: Field, clues: readonly string[]): Try[] {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return [];
  if (field.name === 'node' || field.name === 'nodes') return nodeTries(schema, field.name, clues);
  const selection = selectionOf(schema, type, 2);
  const head = field.args.map(({ name, type: of }) => `$${name}: ${of}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = field.args.length > 0 ? `query (${head}) { ${field.name}(${given})` : `{ ${field.name}`;
  const options = field.args.map(({ name, type: of }) => ({
    name,
    values: name === 'id' ? idsFor(`${field.name}Id`, clues) : valuesFor(name, of, clues),
  }));
  const channel: Channel = field.args.some(({ name }) => name === 'id')
    ? 'id'
    : options.length > 0
      ? 'identifier'
      : 'list';
  return combinations(options).map((variables) => ({ channel, variables, document: `${call} ${selection} }` }));
}

/** Every clue that is an id, as a node: with all that its type tells. */
function nodeTries(schema: GraphQLSchema, field: string, clues: readonly string[]): Try[] {
  return idsFor('', clues).map((id) => {
    const prefix = id.slice(0, id.lastIndexOf('_'));
    const type = Object.values(schema.getTypeMap()).find(({ extensions }) => extensions.idPrefix === prefix);
    const shown = isObjectType(type)
      ? `{ __typename id ... on ${type.name} ${selectionOf(schema, type, 1)} }`
      : '{ id }';
    const [call, variables] =
      field === 'node'
        ? ['query ($id: ID!) { node(id: $id)', { id }]
        : ['query ($id: [ID!]!) { nodes(ids: $id)', { id: [id, id] }];
    return { channel: 'id', document: `${call} ${shown} }`, variables };
  });
}

/** A list by every filter, in every order, from every cursor, and counted. */
function listTries(schema: GraphQLSchema, place: Place, clues: readonly string[]): Try[] {
  const { field } = place;
  const page = pageOf(schema, field, 1);
  const asked = (channel: Channel, args: string, selection = page): Try[] => askedOf(place, channel, args, selection);
  const narrowed = narrowings(field, clues);
  const canCount = (args: string): Try[] => asked('count', args, '{ totalCount }');
  const orders = field.args.find(({ name }) => name === 'orderBy');
  const named = orders && getNamedType(orders.type);
  const sorts = isEnumType(named) ? named.getValues().map(({ name }) => `orderBy: ${name}`) : [];
  const hasLast = field.args.some(({ name }) => name === 'last');
  const ends = hasLast ? ['first: 1', 'last: 1', 'last: 3'] : ['first: 1'];
  return [
    ...asked('list', ''),
    ...canCount(''),
    ...narrowed.flatMap((args) => [...asked('filter', args), ...canCount(args)]),
    ...ends.flatMap((end) => [...asked('order', end), ...sorts.flatMap((sort) => asked('order', `${end} ${sort}`))]),
    ...triesFrom(schema, place, ['nonsense']),
  ];
}

/** A list from each of these cursors, onwards and, where it can be, backwards. */
function triesFrom(schema: GraphQLSchema, place: Place, cursors: readonly string[]): Try[] {
  const page = pageOf(schema, place.field, 1);
  const ways = place.field.args.some(({ name }) => name === 'last')
    ? ['first: 2 after:', 'last: 2 before:']
    : ['first: 2 after:'];
  return ways.flatMap((way) =>
    cursors.flatMap((cursor) => askedOf(place, 'cursor', `${way} ${JSON.stringify(cursor)}`, page)),
  );
}

/** One question of a list, of each who has one. */
function askedOf({ field, around, owners }: Place, channel: Channel, args: string, selection: string): Try[] {
  const words = /\b(first|last)\b/.test(args) ? args : `${args} first: 5`;
  const required = args.includes('filter') ? '' : requiredFilter(field);
  const body = around(`${field.name}(${words} ${required}) ${selection}`);
  if (owners.length === 0) return [{ channel, document: `{ ${body} }`, variables: {} }];
  return owners.map((id) => ({ channel, document: `query ($id: ID!) { ${body} }`, variables: { id } }));
}

/** Each argument that narrows a list, alone, with each of its values: as it is written in a document. */
function narrowings(field: Field, clues: readonly string[]): string[] {
  return field.args.flatMap(({ name, type }) => {
    if (['first', 'last', 'after', 'before', 'orderBy'].includes(name)) return [];
    const named = getNamedType(type);
    if (!isInputObjectType(named))
      return valuesFor(name, type, clues).map((value) => `${name}: ${written(value, isEnumType(named))}`);
    return Object.values(named.getFields()).flatMap((key) => {
      const inner = getNamedType(key.type);
      if (isInputObjectType(inner)) return [];
      return valuesFor(key.name, key.type, clues).map(
        (value) => `${name}: { ${key.name}: ${written(value, isEnumType(inner))} }`,
      );
    });
  });
}

function requiredFilter(field: Field): string {
  const filter = field.args.find(({ name, type }) => name === 'filter' && String(type).endsWith('!'));
  return filter ? 'filter: {}' : '';
}

function written(value: unknown, isEnum: boolean): string {
  const text = JSON.stringify(value);
  return isEnum ? text.replaceAll('"', '') : text;
}

function combinations(options: readonly { name: string; values: readonly unknown[] }[]): Record<string, unknown>[] {
  return options.reduce<Record<string, unknown>[]>(
    (rows, { name, values }) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}
