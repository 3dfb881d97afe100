import { GraphQLError } from 'graphql';
import type { Answer } from './operation';

/** A fault that an executor could have, planted into its answers. */
export interface PlantedFault {
  readonly name: string;
  /** The answer with the fault in it; the same answer where it offers no hold. */
  readonly plant: (answer: Answer) => Answer;
}

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
/** What a place becomes, or undefined to go on looking. */
type Change = (value: Json, key: string) => Json | undefined;

/** Faults of the tree: what a planner gets wrong when its SQL, its slots or its order are. */
export const TREE_FAULTS: readonly PlantedFault[] = [
  inData('a dropped alias', (value) => {
    if (!isObject(value)) return undefined;
    const alias = Object.keys(value).find((key) => /^a\d+$/.test(key));
    return alias === undefined ? undefined : without(value, alias);
  }),
  inData('a missed null', (value) => (value === null ? '' : undefined)),
  inData('a null too many', (value) => (typeof value === 'string' ? null : undefined)),
  inData('a wrong order', (value) => {
    const isMixed = Array.isArray(value) && JSON.stringify(value) !== JSON.stringify([...value].reverse());
    return isMixed ? [...(value as readonly Json[])].reverse() : undefined;
  }),
  inData('a row too few', (value, key) => (key === 'nodes' && hasItems(value) ? value.slice(1) : undefined)),
  inData('a row too many', (value, key) => (key === 'nodes' && hasItems(value) ? [...value, ...value] : undefined)),
  inData('names in another order', (value) => {
    if (!isObject(value) || Object.keys(value).length < 2) return undefined;
    return Object.fromEntries(Object.entries(value).reverse());
  }),
  inData('an instant without its milliseconds', (value) => {
    return typeof value === 'string' && /T.*\.\d{3}Z$/.test(value) ? value.replace(/\.\d{3}Z$/, '.000Z') : undefined;
  }),
  inData('a day with a time', (value) => {
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00.000Z` : undefined;
  }),
  inData('a number as text', (value) => (typeof value === 'number' ? String(value) : undefined)),
  inData('a count off by one', (value, key) =>
    key === 'totalCount' && typeof value === 'number' ? value + 1 : undefined,
  ),
  inData('a page that says it is the last', (value, key) =>
    key === 'hasNextPage' && value === true ? false : undefined,
  ),
  inData('a cursor of another place', (value, key) => {
    return key === 'endCursor' && typeof value === 'string' ? [...value].reverse().join('') : undefined;
  }),
  inData('another type', (value, key) => (key === '__typename' && value !== 'Query' ? 'CbtActivityX' : undefined)),
];

/** Faults of the errors. */
export const ERROR_FAULTS: readonly PlantedFault[] = [
  { name: 'no errors at all', plant: ({ data }) => ({ data, errors: undefined }) },
  {
    name: 'an error that nobody promised',
    plant: ({ data, errors }) => ({ data, errors: errors && [...errors, new GraphQLError('Surprise.')] }),
  },
  {
    name: 'an error that says something else',
    plant: ({ data, errors }) => ({
      data,
      errors: errors?.map(
        ({ path, nodes }) => new GraphQLError('Other.', { ...(path && { path }), ...(nodes && { nodes }) }),
      ),
    }),
  },
  {
    name: 'a null that rose too far',
    plant: ({ data, errors }) => ({ data: errors ? null : data, errors }),
  },
];

function inData(name: string, change: Change): PlantedFault {
  return {
    name,
    plant: ({ data, errors }) => {
      const plain = JSON.parse(JSON.stringify(data ?? null)) as Json;
      return { data: changedOnce(plain, change) as Answer['data'], errors };
    },
  };
}

/** The value with the first place changed that takes the change. */
function changedOnce(root: Json, change: Change): Json {
  let isDone = false;
  const visit = (value: Json, key: string): Json => {
    if (isDone) return value;
    const changed = key === '' ? undefined : change(value, key);
    if (changed !== undefined) {
      isDone = true;
      return changed;
    }
    if (Array.isArray(value)) return value.map((item: Json) => visit(item, '[]'));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, name)]));
  };
  return visit(root, '');
}

function hasItems(value: Json): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(value: { readonly [key: string]: Json }, gone: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone));
}
