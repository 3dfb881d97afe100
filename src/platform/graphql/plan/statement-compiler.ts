import { GraphQLError, getArgumentValues } from 'graphql';
import type { EntityClass } from '../nodes';
import type { Table, Tables } from '../reads/columns';
import { ByIdRead, DerivedRead, OneOfRead, OneRead, type Read } from '../reads/declare';
import type { CallRequest, Compiler, Parameter, Piece, RowPiece, RowRequest, Site } from './compiler';
import type { EntityTypes } from './entity-types';
import { oneOfRows, oneRow, rowByArgument } from './references';
import { rowPiece } from './row';
import { rowSet } from './sets';
import type { Args, Source } from './source';

/** What a compilation is made of besides the document. */
export interface CompilerOptions {
  readonly source: Source;
  readonly types: EntityTypes;
  readonly tables: Tables;
  readonly keepsAccount: boolean;
  readonly countsTotals: boolean;
  readonly reachSql: string | undefined;
  /** Of the request that is compiled for, coerced. */
  readonly variables: Args;
  /** Places whose arguments cannot be used, by path: they are left out of the statement and answer with the error. */
  readonly faults: ReadonlyMap<string, unknown>;
}

/** A parameter, and the place that is at fault when it cannot be had. */
export interface PlacedParameter {
  readonly path: string;
  readonly value: Parameter;
}

/** A place with arguments; `constant` where no variable is among them. */
export interface PlacedCall extends CallRequest {
  readonly constant: Args | undefined;
}

/** Collects the parts of one statement while its tree is gone through. */
export class StatementCompiler implements Compiler {
  readonly parameters: PlacedParameter[] = [];
  readonly calls: PlacedCall[] = [];
  /** Whether the statement holds everything that the answer is made of. */
  isWhole = true;
  #aliases = 0;

  constructor(private readonly options: CompilerOptions) {}

  get source(): Source {
    return this.options.source;
  }

  get types(): EntityTypes {
    return this.options.types;
  }

  get tables(): Tables {
    return this.options.tables;
  }

  get keepsAccount(): boolean {
    return this.options.keepsAccount;
  }

  get countsTotals(): boolean {
    return this.options.countsTotals;
  }

  get reachSql(): string | undefined {
    return this.options.reachSql;
  }

  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  parameter(path: string, type: string, value: Parameter): string {
    this.parameters.push({ path, value });
    return `$${this.parameters.length}::${type}`;
  }

  call(request: CallRequest): { args: Args; index: number } {
    const args: Args = getArgumentValues(request.field, request.node, this.options.variables);
    const isConstant = !hasVariable(request.node.arguments);
    this.calls.push({ ...request, constant: isConstant ? args : undefined });
    return { args, index: this.calls.length - 1 };
  }

  leave(): void {
    this.isWhole = false;
  }

  table(entity: EntityClass): Table {
    return this.options.tables.of(entity);
  }

  row(request: RowRequest): RowPiece {
    return rowPiece(request, this);
  }

  read(read: Read, site: Site): Piece {
    const fault = this.options.faults.get(site.path);
    if (fault !== undefined) return faulty(fault);
    try {
      return this.#piece(read, site);
    } catch (error) {
      // Arguments that cannot be used at all: GraphQL's executor will say so itself, in its own words.
      if (error instanceof GraphQLError) return faulty(error);
      throw error;
    }
  }

  #piece(read: Read, site: Site): Piece {
    if (read instanceof OneRead) return oneRow(read, site, this);
    if (read instanceof OneOfRead) return oneOfRows(read, site, this);
    if (read instanceof ByIdRead) return rowByArgument(read, site, this);
    if (read instanceof DerivedRead) throw new Error(`${site.path} is derived, and no read of its own.`);
    return rowSet(read, site, this);
  }
}

function faulty(fault: unknown): Piece {
  return { sql: 'select null', hydrate: () => fault, finish: undefined };
}

/** Whether a variable stands anywhere within. */
function hasVariable(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasVariable);
  if (typeof node !== 'object' || node === null) return false;
  const { kind, value, values, fields } = node as Record<string, unknown>;
  return kind === 'Variable' || [value, values, fields].some(hasVariable);
}
