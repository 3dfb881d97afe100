import type { GraphQLObjectType } from 'graphql';
import type { Table } from '../reads/columns';
import type { Row } from '../reads/context';
import type { DerivedRead } from '../reads/declare';
import type { Compiler, RowRequest, Run } from './compiler';
import { toInstant } from './instances';
import { type DerivedOfRow, needKey, type RowFields } from './row-fields';
import type { Args } from './source';

type Step = (row: Row, run: Run) => void;

/** Computes the derived fields of a row, once all that they need is there. A failure stays with its field. */
export function deriveSteps(fields: RowFields, request: RowRequest, compiler: Compiler): Step[] {
  return [...fields.derived].map(([slot, alternatives]) => {
    const steps = alternatives.map((derived) => ({
      names: new Set([...derived.types].map(({ name }: GraphQLObjectType) => name)),
      compute: computeOf(derived, slot, request, compiler),
    }));
    const [only] = steps;
    const isForAll = only && steps.length === 1 && only.names.size === request.types.length;
    return (row, run) => {
      const step = isForAll ? only : steps.find(({ names }) => names.has(String(row.__typename)));
      if (step) row[slot] = step.compute(row, run);
    };
  });
}

function computeOf(
  { read, field, nodes }: DerivedOfRow,
  slot: string,
  request: RowRequest,
  compiler: Compiler,
): (row: Row, run: Run) => unknown {
  let argsOf: (run: Run) => Args;
  try {
    argsOf = argumentsOf({ read, field, nodes }, `${request.path}/${slot}`, compiler);
  } catch (error) {
    // GraphQL's executor will say so itself, in its own words.
    return () => error;
  }
  const view = viewOf(read, field.name, compiler.table(request.entity));
  return (row, run) => {
    try {
      return read.derive(view(row), argsOf(run), run.ctx.now, run.ctx);
    } catch (error) {
      return error;
    }
  };
}

const NONE: Args = {};

function argumentsOf(
  { read, field, nodes }: Pick<DerivedOfRow, 'read' | 'field' | 'nodes'>,
  path: string,
  compiler: Compiler,
): (run: Run) => Args {
  const [node] = nodes;
  if (read.args.size === 0 || !node) return () => NONE;
  const { index } = compiler.call({ path, field, node });
  return ({ calls }) => calls[index]?.args ?? NONE;
}

/** What a derived field sees of its row. */
function viewOf(read: DerivedRead, field: string, table: Table): (row: Row) => Row {
  const needs = Object.entries(read.needs()).map(([name, need]) => ({
    name,
    key: need === true ? name : needKey(field, name),
    isInstant: need === true && table.columns.get(name)?.type === 'timestamptz',
  }));
  return (row) => {
    const view: Row = {};
    for (const { name, key, isInstant } of needs) view[name] = isInstant ? toInstant(row[key]) : row[key];
    return view;
  };
}
