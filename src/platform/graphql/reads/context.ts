import type { EntityClass } from '../nodes';
import type { Tables } from './columns';

/** A row as the driver returns it. */
export type Row = Record<string, unknown>;

/** What executing a read needs of the request. */
export interface ReadContext {
  /** The request's instant. */
  readonly now: Date;
  readonly tables: Tables;
  /** The longest page allowed where a field has no cap of its own. */
  readonly maxPageSize: number;
  /** Whether the caller stands outside: lists are then narrowed and ordered by their own rows only, which their account holds. */
  readonly isOutsider: boolean;
  /** Whether this caller may learn how many there are. */
  readonly countsTotals: boolean;
  /** Who asks, so that one caller's cursors mean nothing to another. */
  readonly cursorScope: string;
  /** 32 secret bytes that seal cursors, the same for every server of the database. */
  readonly cursorKey: Buffer;
  /** The request's loaders by definition; emptied by a write. */
  readonly loaders: Map<unknown, unknown>;
  /** Told of every row that the answer is made of, for requests that keep account of it. `owner`: whose it is, where it does not say so. */
  note?(entity: EntityClass, row: Row, owner?: string): void;
  /** One statement in the operation's transaction, under row security. */
  query(text: string, values: readonly unknown[]): Promise<Row[]>;
}
