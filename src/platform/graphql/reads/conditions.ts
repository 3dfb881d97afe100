import type { EntityClass } from '../nodes';

/** The name of a column's property on an entity. */
export type ColumnOf<T> = keyof T & string;

/** A status that ends by itself: rows that stand as `from` stand as `to` once the instant in `at` has come; null never comes. */
export interface Lapse<C extends string = string> {
  readonly at: C;
  readonly from: string;
  readonly to: string;
}

/**
 * A test on the rows of an entity, as data. The value tested against comes from an argument, but for the tests of constants and of the
 * request's instant.
 * Only operators that PostgreSQL calls leakproof are used where an index matters: others cannot use one under row security.
 */
export type Condition =
  | { readonly test: 'equals' | 'oneOf' | 'since' | 'before' | 'overlaps'; readonly column: string }
  | { readonly test: 'standsAs'; readonly column: string; readonly lapse: Lapse }
  | { readonly test: 'refersTo'; readonly column: string; readonly types: () => readonly EntityClass[] }
  | { readonly test: 'startsWith'; readonly columns: readonly string[]; readonly fold: (text: string) => string }
  | { readonly test: 'includesText'; readonly columns: readonly string[] }
  | { readonly test: 'is'; readonly column: string; readonly value: string | number | boolean | null }
  | { readonly test: 'isOneOf'; readonly column: string; readonly values: readonly string[] }
  | { readonly test: 'hasCome'; readonly column: string }
  | { readonly test: 'recent'; readonly column: string; readonly days: number }
  | { readonly test: 'current' | 'currentOrNot'; readonly from: string; readonly until: string }
  | { readonly test: 'anyOf'; readonly conditions: readonly Condition[] }
  | { readonly test: 'never' }
  | Existence;

/** A test on rows of another entity. */
export interface Existence {
  readonly test: 'exists' | 'existsOrNot';
  readonly entity: () => EntityClass;
  /** The column of that entity which holds this row's id, or what `of` names. */
  readonly key: string;
  /** The column of this row that `key` holds instead of its id. */
  readonly of?: string;
  readonly where: readonly Condition[];
  /** Whether the rows that made it pass go into the account of whoever asks, so that outsiders may ask, too. */
  readonly isNoted?: boolean;
}

/** Conditions on the rows of `T`, checked by the compiler: `on<Patient>().since('updatedAt')`. */
export function on<T extends object>() {
  type Column = ColumnOf<T>;
  return {
    /** The column equals the argument. */
    equals: (column: Column): Condition => ({ test: 'equals', column }),
    /** The column is one of the argument's values. */
    oneOf: (column: Column): Condition => ({ test: 'oneOf', column }),
    /** The column's status, as it is at the request's instant, is one of the argument's values. */
    standsAs: (column: Column, lapse: Lapse<Column>): Condition => ({ test: 'standsAs', column, lapse }),
    /** The column holds the record whose global id the argument is. */
    refersTo: (column: Column, types: () => readonly EntityClass[]): Condition => ({ test: 'refersTo', column, types }),
    /** The column is the argument or later. */
    since: (column: Column): Condition => ({ test: 'since', column }),
    /** The column is earlier than the argument. */
    before: (column: Column): Condition => ({ test: 'before', column }),
    /** The list in the column shares a value with the argument's. */
    overlaps: (column: Column): Condition => ({ test: 'overlaps', column }),
    /** One of the columns begins with the argument, both folded alike. */
    startsWith: (columns: readonly Column[], fold: (text: string) => string): Condition => ({
      test: 'startsWith',
      columns,
      fold,
    }),
    /** One of the columns holds the argument somewhere, whatever its case. For small public tables: it reads every row. */
    includesText: (columns: readonly Column[]): Condition => ({ test: 'includesText', columns }),
    /** The column has this value, always. */
    is: (column: Column, value: string | number | boolean | null): Condition => ({ test: 'is', column, value }),
    /** The column has one of these values, always. */
    isOneOf: (column: Column, values: readonly string[]): Condition => ({ test: 'isOneOf', column, values }),
    /** The request's instant lies between the two columns; an open end is null. */
    current: (from: Column, until: Column): Condition => ({ test: 'current', from, until }),
    /** The instant in the column is the request's or earlier. */
    hasCome: (column: Column): Condition => ({ test: 'hasCome', column }),
    /** The column is no longer ago than so many days before the request's instant. */
    recent: (column: Column, days: number): Condition => ({ test: 'recent', column, days }),
    /** The argument is true: the request's instant lies between the two columns; false: it does not. `from` is never null. */
    currentOrNot: (from: Column, until: Column): Condition => ({ test: 'currentOrNot', from, until }),
    /** For a filter key that other rows answer: no row here has what it asks for. The argument `false` asks for just that. */
    never: (): Condition => ({ test: 'never' }),
    /** At least one of these passes; each sees the argument. */
    anyOf: (...conditions: Condition[]): Condition => ({ test: 'anyOf', conditions }),
    /** A row of `entity` points here by `key` and passes `where`, which sees the argument. */
    exists: <E extends object>(entity: () => EntityClass<E>, key: ColumnOf<E>, ...where: Condition[]): Existence => ({
      test: 'exists',
      entity,
      key,
      where,
    }),
    /** The same test, open to outsiders: what it tells is noted with each row that passes. For what the row has a field of. */
    noted: (existence: Existence): Condition => ({ ...existence, isNoted: true }),
    /** A row of `entity` has in `key` what this row has in `column`, and passes `where`, which sees the argument. */
    neighbor: <E extends object>(
      column: Column,
      entity: () => EntityClass<E>,
      key: ColumnOf<E>,
      ...where: Condition[]
    ): Condition => ({ test: 'exists', entity, key, of: column, where }),
    /** The argument is true: a row of `entity` has in `key` what this row has in `column`; false: none does. */
    neighborOrNot: <E extends object>(
      column: Column,
      entity: () => EntityClass<E>,
      key: ColumnOf<E>,
      ...where: Condition[]
    ): Condition => ({ test: 'existsOrNot', entity, key, of: column, where }),
    /** The argument is true: such a row exists; false: none does. */
    existsOrNot: <E extends object>(
      entity: () => EntityClass<E>,
      key: ColumnOf<E>,
      ...where: Condition[]
    ): Condition => ({ test: 'existsOrNot', entity, key, where }),
  };
}

/** Conditions by filter input class, entity and key; each feature adds the keys it knows. */
const filters = new Map<EntityClass, Map<EntityClass | 'any', Map<string, Condition>>>();

/**
 * Says what the keys of a filter input mean. A dependent feature may add keys to the filter of a lower one.
 * @param target the entity that they mean this for; any, when the filter narrows rows of one entity only
 * @throws when a key is defined twice
 */
export function defineFilter(input: EntityClass, keys: Record<string, Condition>, target?: EntityClass): void {
  for (const [key, condition] of Object.entries(keys)) {
    if (filterConditions(input, target).has(key))
      throw new Error(`The filter ${input.name} has two meanings for ${key}.`);
    const byTarget = filters.get(input) ?? new Map<EntityClass | 'any', Map<string, Condition>>();
    filters.set(input, byTarget);
    byTarget.set(target ?? 'any', (byTarget.get(target ?? 'any') ?? new Map<string, Condition>()).set(key, condition));
  }
}

/** What each key of this filter input means for rows of the target. */
export function filterConditions(input: EntityClass, target: EntityClass | undefined): ReadonlyMap<string, Condition> {
  const byTarget = filters.get(input);
  return new Map([...(byTarget?.get('any') ?? []), ...((target && byTarget?.get(target)) ?? [])]);
}
