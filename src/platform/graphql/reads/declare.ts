import type { EntityClass } from '../nodes';
import type { ColumnOf } from './conditions';
import type { ReadContext } from './context';
import { ReadBase, type Target, type TypeThunk } from './read-base';
import { type Order, SetRead } from './set-read';

/** A reading field, declared. What executes it, a loader or a compiled plan, is not its business. */
export type Read = SetRead<object> | OneRead<object> | OneOfRead | DerivedRead | ByIdRead;

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
