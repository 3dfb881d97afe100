import type { EntityClass } from '../nodes';
import type { ColumnOf, Condition } from './conditions';
import type { ReadContext } from './context';

/** A type as type-graphql wants it said: `() => Int`, `() => [Meeting]`. */
export type TypeThunk = () => unknown;

/** A class of rows, said late so that files may refer to each other's types. */
export type Target<T extends object> = () => EntityClass<T>;

/** A column that a list is ordered by, possibly of a companion table with one row per row of the list. */
export interface OrderColumn {
  readonly column: string;
  readonly companion?: { readonly entity: () => EntityClass; readonly key: string };
}

/** One way to order a list. The id breaks ties, in the same direction. */
export interface Order {
  readonly columns: readonly OrderColumn[];
  readonly descending: boolean;
}

/** An argument of a read: its GraphQL type, what it means, and the condition its value sets. */
export interface ReadArgument {
  readonly type: TypeThunk;
  readonly description: string;
  readonly condition: Condition;
}

/** A reading field, declared. What executes it, a loader or a compiled plan, is not its business. */
export type Read = SetRead<object> | OneRead<object> | OneOfRead | DerivedRead | ByIdRead;

/** What every declared read can say of itself. */
abstract class ReadBase {
  description = '';
  isNullable = false;
  /** Root fields only: the roles that may ask. */
  allowed: readonly string[] | undefined;
  /** Where it was declared, as `Patient.carePlans`: a list's cursors are good there and nowhere else. */
  place: () => string = () => '';

  /** What the field means, for the schema. Every read needs it. */
  describe(description: string): this {
    this.description = description;
    return this;
  }

  /** The field may be null: what it leads to can be absent or hidden. */
  nullable(): this {
    this.isNullable = true;
    return this;
  }

  /** Opens a root field to these roles. A root field without is refused when the schema is built. */
  allow(roles: readonly string[]): this {
    this.allowed = roles;
    return this;
  }
}

/** Rows of one entity: all (`many`), a keyset page (`page`), their number (`count`) or the first (`first`). */
export class SetRead<T extends object> extends ReadBase {
  /** The column of the set that holds the parent's id; undefined on a root field. */
  parentColumn: string | undefined;
  /** The parent's column that the set hangs on. */
  parentKey = 'id';
  bridge: { entity: () => EntityClass; parent: string; child: string; where: readonly Condition[] } | undefined;
  readonly conditions: Condition[] = [];
  readonly args = new Map<string, ReadArgument>();
  filterInput: (() => EntityClass) | undefined;
  filterIsRequired = false;
  /** What the filter is when none is given. */
  initialFilter: object | undefined;
  order: Order = { columns: [], descending: false };
  orderChoices: { type: () => object; orders: Record<string, Order>; initial: string } | undefined;
  maxPageSize: number | undefined;
  /** Rows that are only ever added to, in the order of their ids: read forward, from a cursor that is good under any arguments. */
  isLog = false;
  /** Of a list without pages whose `first` argument says how much of it: how many when it is left out, and at most. */
  bound: { readonly initial: number; readonly most: number } | undefined;
  /** The columns that a derived field wants of each row; undefined means all. */
  picked: readonly string[] | undefined;

  constructor(
    public kind: 'many' | 'page' | 'count' | 'first',
    readonly target: Target<T>,
  ) {
    super();
  }

  /** The rows whose `column` is the parent's id. */
  by(column: ColumnOf<T>): this {
    this.parentColumn = column;
    return this;
  }

  /** The set hangs on this column of the parent instead of its id: what a neighbor of the parent has. Null there is an empty set. */
  of(parentKey: string): this {
    this.parentKey = parentKey;
    return this;
  }

  /** The rows that a row of `entity` ties to the parent: `parent` and `child` are its two id columns. */
  through<B extends object>(entity: Target<B>, parent: ColumnOf<B>, child: ColumnOf<B>, ...where: Condition[]): this {
    this.bridge = { entity, parent, child, where };
    return this;
  }

  /** Only rows that pass, whatever the arguments. */
  where(...conditions: Condition[]): this {
    this.conditions.push(...conditions);
    return this;
  }

  /** An argument that narrows the set. */
  arg(name: string, type: TypeThunk, description: string, condition: Condition): this {
    this.args.set(name, { type, description, condition });
    return this;
  }

  /** A `filter` argument of this input, `initial` when left out; its keys are defined with `defineFilter`. */
  filter(input: () => EntityClass, initial?: object): this {
    this.filterInput = input;
    this.initialFilter = initial;
    return this;
  }

  /** In this order, ties by id. All columns go the same way, and none may be null. */
  orderBy(...columns: ColumnOf<T>[]): this {
    this.order = { columns: columns.map((column) => ({ column })), descending: false };
    return this;
  }

  /** In this order, the last first. */
  orderByDescending(...columns: ColumnOf<T>[]): this {
    this.order = { columns: columns.map((column) => ({ column })), descending: true };
    return this;
  }

  /** By a column of the companion that has one row per row of the set; rows whose companion is hidden are left out. */
  orderByCompanion<C extends object>(entity: Target<C>, key: ColumnOf<C>, column: ColumnOf<C>): this {
    this.order = { columns: [{ column, companion: { entity, key } }], descending: false };
    return this;
  }

  /** An `orderBy` argument: the orders by enum value, and the one taken when none is named. */
  orders(type: () => object, initial: string, orders: Record<string, Order>): this {
    this.orderChoices = { type, orders, initial };
    return this;
  }

  /** A page of this list may be this long, whatever the general cap. */
  pagesUpTo(size: number): this {
    this.maxPageSize = size;
    return this;
  }

  /** The rows are a log, and their ids its order: read forward only, and told where to go on. */
  goesOn(): this {
    this.isLog = true;
    return this;
  }

  /** A `first` argument: as many as it says, `initial` when it is left out, `most` at most. */
  bounded(initial: number, most: number): this {
    this.bound = { initial, most };
    return this;
  }

  /** The first of the set in its order, or null. */
  first(): this {
    this.kind = 'first';
    return this.nullable();
  }

  /** The one row of the set. There always is one. */
  only(): this {
    this.kind = 'first';
    return this;
  }

  /** As a need of a derived field: no more than these columns, of a plain object without the methods of the entity. */
  pick(...columns: ColumnOf<T>[]): this {
    this.picked = columns;
    return this;
  }
}

/** The row that a column of the parent points at. */
export class OneRead<T extends object> extends ReadBase {
  /** The columns that a derived field wants of the row; undefined means all. */
  picked: readonly string[] | undefined;

  constructor(
    readonly target: Target<T>,
    readonly column: string,
  ) {
    super();
  }

  /** As a need of a derived field: no more than these columns, of a plain object without the methods of the entity. */
  pick(...columns: ColumnOf<T>[]): this {
    this.picked = columns;
    return this;
  }
}

/** The row that the one filled column among several points at: a union or an interface. */
export class OneOfRead extends ReadBase {
  override isNullable = true;

  constructor(
    readonly type: TypeThunk,
    readonly branches: Record<string, () => EntityClass>,
    /** Where one column holds the id, and another says of what: then branches are by what it says, and not by column. */
    readonly at?: { readonly kind: string; readonly id: string },
  ) {
    super();
  }

  /** The field is never null: whoever sees the row sees what it points at. */
  always(): this {
    this.isNullable = false;
    return this;
  }
}

/** A record by the `id` argument. Absent and invisible are both null. */
export class ByIdRead extends ReadBase {
  override isNullable = true;

  constructor(readonly target: () => EntityClass) {
    super();
  }
}

/** What a derived field needs: columns of its own row (`true`), or reads by a name of its choice. */
export type Needs = Record<string, true | Read>;

/** A field computed from what it needs, without further I/O. */
export class DerivedRead extends ReadBase {
  readonly args = new Map<string, { type: TypeThunk; description: string; initial?: unknown }>();
  #needs: Needs | undefined;

  constructor(
    readonly type: TypeThunk,
    /** Said late where other features may still add to it. */
    private readonly late: () => Needs,
    readonly derive: (
      row: Record<string, unknown>,
      args: Record<string, unknown>,
      now: Date,
      ctx: ReadContext,
    ) => unknown,
  ) {
    super();
  }

  /** What has to be read for it. */
  needs(): Needs {
    this.#needs ??= this.late();
    return this.#needs;
  }

  /** An argument that the computation takes. */
  takes(name: string, type: TypeThunk, description: string, initial?: unknown): this {
    this.args.set(name, initial === undefined ? { type, description } : { type, description, initial });
    return this;
  }
}

/** All rows of a small bounded set. */
export const many = <T extends object>(target: Target<T>): SetRead<T> => new SetRead('many', target);

/** A keyset page of rows: a Relay connection. */
export const page = <T extends object>(target: Target<T>): SetRead<T> => new SetRead('page', target);

/** How many rows there are. */
export const count = <T extends object>(target: Target<T>): SetRead<T> => new SetRead('count', target);

/** A record by its id argument. */
export const byId = <T extends object>(target: Target<T>): ByIdRead => new ByIdRead(target);

/** An order by columns of the entity, said inside `orders`. */
export const descending = <T extends object>(...columns: ColumnOf<T>[]): Order => ({
  columns: columns.map((column) => ({ column })),
  descending: true,
});

/** An order by a column of a companion table, said inside `orders`. */
export const companion = <C extends object>(entity: Target<C>, key: ColumnOf<C>, column: ColumnOf<C>): Order => ({
  columns: [{ column, companion: { entity, key } }],
  descending: false,
});

type Seen<P, N> = {
  [K in keyof N]: N[K] extends true
    ? K extends keyof P
      ? P[K]
      : never
    : N[K] extends SetRead<infer T>
      ? T[]
      : N[K] extends OneRead<infer T>
        ? T | null
        : unknown;
};

/** The reads that speak of the parent's own columns. */
export interface ParentReads<P extends object> {
  /** The row that `column` points at. */
  one<T extends object>(target: Target<T>, column: ColumnOf<P>): OneRead<T>;
  /** The row that the one filled column points at. */
  oneOf(type: TypeThunk, branches: { [K in ColumnOf<P>]?: () => EntityClass }): OneOfRead;
  /** The row whose id is in `id`, of the entity that the word in `kind` stands for. */
  oneOfKind(
    type: TypeThunk,
    at: { kind: ColumnOf<P>; id: ColumnOf<P> },
    kinds: Record<string, () => EntityClass>,
  ): OneOfRead;
  /** Computed from columns (`true`) and reads, without further I/O. `now` is the request's instant. */
  derived<N extends { [K in keyof N]: true | SetRead<object> | OneRead<object> }, A extends object = object>(
    type: TypeThunk,
    needs: N | (() => N),
    derive: (row: Seen<P, N>, args: A, now: Date, ctx: ReadContext) => unknown,
  ): DerivedRead;
}

/** The kit handed to `extend`; the parent's type lives in the signature only. */
export function readsOf<P extends object>(): ParentReads<P> {
  return {
    one: (target, column) => new OneRead(target, column),
    oneOf: (type, branches) => new OneOfRead(type, branches as Record<string, () => EntityClass>),
    oneOfKind: (type, at, kinds) => new OneOfRead(type, kinds, at),
    derived: (type, needs, derive) => {
      const late = typeof needs === 'function' ? needs : () => needs;
      return new DerivedRead(type, late as () => Needs, derive as DerivedRead['derive']);
    },
  };
}
