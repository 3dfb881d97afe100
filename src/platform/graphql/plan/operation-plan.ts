import type { GraphQLObjectType } from 'graphql';
import type { Row } from '../reads/context';
import type { Read } from '../reads/declare';
import type { Hydrate, Run } from './compiler';
import type { Plan } from './plan';
import { pickFields, type Source, selectionsOf } from './source';
import { type CompilerOptions, StatementCompiler } from './statement-compiler';

/** The plan of an operation's root fields. */
export interface OperationPlan extends Plan {
  /** Makes of the statement's one row the root value of the operation. */
  readonly hydrate: (row: Row, run: Run) => void;
}

/** What the root selection of a query asks for. */
export interface Roots {
  /** Root fields that a plan reads, by slot, for a caller of this role. */
  readonly planned: readonly string[];
  /** Whether other root fields are there, that read by code of their own. */
  readonly hasOthers: boolean;
}

/** Which root fields of a query can be read in the one statement. */
export function rootsOf(source: Source, query: GraphQLObjectType, role: string | undefined): Roots {
  const picked = [...pickFields(source, query, [source.operation.selectionSet])];
  const isDeclared = ([, { field }]: (typeof picked)[number]): boolean => field.extensions.read !== undefined;
  const isOpen = ([, { field }]: (typeof picked)[number]): boolean =>
    ((field.extensions.allow ?? []) as readonly string[]).includes(role ?? '');
  return {
    planned: picked.filter((root) => isDeclared(root) && isOpen(root)).map(([slot]) => slot),
    hasOthers: !picked.every(isDeclared),
  };
}

/** One statement for these root fields and everything beneath. */
export function compileOperation(
  options: CompilerOptions,
  query: GraphQLObjectType,
  slots: readonly string[],
): OperationPlan {
  const compiler = new StatementCompiler(options);
  const picked = pickFields(options.source, query, [options.source.operation.selectionSet]);
  const hydrates: [string, Hydrate][] = [];
  const columns = slots.flatMap((slot) => {
    const root = picked.get(slot);
    if (!root) return [];
    const { field, nodes } = root;
    const { sql, hydrate } = compiler.read(field.extensions.read as Read, {
      path: slot,
      parent: undefined,
      selections: selectionsOf(nodes),
      field,
      node: nodes[0],
      columns: undefined,
    });
    if (hydrate) hydrates.push([slot, hydrate]);
    return [`(${sql}) as "${slot}"`];
  });
  return {
    text: `select ${columns.join(', ')}`,
    calls: compiler.calls,
    parameters: compiler.parameters,
    isWhole: compiler.isWhole,
    hydrate: (row, run) => {
      for (const [slot, hydrate] of hydrates) row[slot] = hydrate(row[slot], run);
    },
  };
}
