import type { FieldNode, GraphQLField, GraphQLObjectType, SelectionSetNode } from 'graphql';
import type { EntityClass } from '../nodes';
import type { Table, Tables } from '../reads/columns';
import type { Read } from '../reads/declare';
import type { PlanContext } from './context';
import type { EntityTypes } from './entity-types';
import type { PagePlace } from './page-place';
import type { Args, Source } from './source';

/** The arguments of one place in the document, for one request, checked. */
export interface Call {
  readonly args: Args;
  /** Set where the place is a page. */
  readonly page: PagePlace | undefined;
}

/** One request's passage through a plan. */
export interface Run {
  readonly ctx: PlanContext;
  readonly calls: readonly Call[];
  /** The rows or ids that a plan completes; undefined for an operation's own. */
  readonly input: unknown;
  /** Whose the nearest row above is that says so; set while what hangs on that row is gone through. */
  owner: unknown;
}

/** A value of a statement's parameter. May throw BAD_USER_INPUT. */
export type Parameter = (run: Run) => unknown;

/** Makes of what PostgreSQL sent as JSON what GraphQL reads: often the same object, completed. */
export type Hydrate = (value: unknown, run: Run) => unknown;

/** The SQL of one value, without parentheses around it, and what becomes of the value. */
export interface Piece {
  readonly sql: string;
  /** Undefined when the value is already as it has to be. */
  readonly hydrate: Hydrate | undefined;
  /** For rows that a derived field works with: makes their ids global, once it has done so. */
  readonly finish: ((value: unknown) => void) | undefined;
}

/** The row of SQL that a read hangs on. */
export interface Parent {
  readonly alias: string;
  readonly entity: EntityClass;
  /** Whether its rows do not say whose they are: they were found by whose their own parent is. */
  readonly isFoundByOwner: boolean;
}

/** A read at one place of an operation. */
export interface Site {
  /** Names the place within the operation, the same at every compilation. */
  readonly path: string;
  /** Undefined for a root field. */
  readonly parent: Parent | undefined;
  /** What is selected of the rows. */
  readonly selections: readonly SelectionSetNode[];
  /** The field and its first node; undefined for what a derived field needs. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly node: FieldNode | undefined;
  /** The rows are what a derived field works with: these columns of them, or instances of their entity with all columns. */
  readonly columns: readonly string[] | 'all' | undefined;
}

/** What has to be known of the rows of one table, to say what is read of each. */
export interface RowRequest {
  readonly path: string;
  readonly alias: string;
  readonly entity: EntityClass;
  /** The GraphQL types that a row can be of; none where no GraphQL reads it. */
  readonly types: readonly GraphQLObjectType[];
  readonly selections: readonly SelectionSetNode[];
  /** Whether the rows are found by whose their parent is, so that they need not say it again: see findsByOwner. */
  readonly isFoundByOwner: boolean;
  /** Whether a row has to say its type. */
  readonly isTagged: boolean;
  /** Further columns, by property. */
  readonly columns: readonly string[];
  /** How a derived field works with the rows, if one does: as instances of their entity, with all columns, or as the columns it picked. */
  readonly need: 'instances' | 'picked' | undefined;
}

/** What is read of each row. */
export interface RowPiece {
  /** A select list. */
  readonly list: string;
  readonly hydrate: Hydrate | undefined;
  readonly finish: ((row: unknown) => void) | undefined;
  /** Whether the row itself holds everything: no other row is read for it. */
  readonly isAlone: boolean;
}

/** Where a place's arguments come from, and which checks they pass before SQL. */
export interface CallRequest {
  readonly path: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  /** Whether the caller may send these arguments, at each request. May throw FORBIDDEN. */
  readonly check?: (args: Args, ctx: PlanContext) => void;
  /** What is made of the arguments at each request. May throw BAD_USER_INPUT. */
  readonly page?: (args: Args, ctx: PlanContext) => PagePlace;
}

/** One statement in the making. */
export interface Compiler {
  readonly source: Source;
  readonly types: EntityTypes;
  readonly tables: Tables;
  /** Whether it has to be known of each row which patient's it is. */
  readonly keepsAccount: boolean;
  readonly countsTotals: boolean;
  /** Selects the ids of the owners whose rows the caller reaches, where they are few. */
  readonly reachSql: string | undefined;
  /** A name for a table in the statement that no other has. */
  alias(): string;
  /** A placeholder, cast to its PostgreSQL type. @param path the place that is at fault when the value cannot be had */
  parameter(path: string, type: string, value: Parameter): string;
  /** The arguments as they are in this request, and the number by which `Run.calls` will hold them. */
  call(request: CallRequest): { readonly args: Args; readonly index: number };
  /** Says that some of the answer will be read by a statement of its own. */
  leave(): void;
  table(entity: EntityClass): Table;
  row(request: RowRequest): RowPiece;
  read(read: Read, site: Site): Piece;
}
