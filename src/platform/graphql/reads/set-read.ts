import type { EntityClass } from '../nodes';
import type { ColumnOf, Condition } from './conditions';
import { ReadBase, type Target, type TypeThunk } from './read-base';

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

/** Rows of one entity: all (`many`), a keyset page (`page`), their number (`count`) or the first (`first`). */
export class SetRead<T extends object> extends ReadBase {
  /** The column of the set that holds the parent's id; undefined on a root field. */
  parentColumn: string | undefined;
  /** The parent's column that the set hangs on. */
  parentKey = 'id';
  /** What the parent has to be like for the set to hold anything: these values in that column. */
  readonly ofParents: { readonly column: string; readonly values: readonly string[] }[] = [];
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

  /** Empty but where the parent's column has one of these values: of other parents nothing is read, and nothing is noted as shown. */
  ofThose(parentColumn: string, values: readonly string[]): this {
    this.ofParents.push({ column: parentColumn, values });
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
