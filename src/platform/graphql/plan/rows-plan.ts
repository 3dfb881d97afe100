import type { GraphQLObjectType, SelectionSetNode } from 'graphql';
import type { EntityClass } from '../nodes';
import { hasIdAmong } from '../reads/by-id';
import type { Hydrate } from './compiler';
import { conditionsSql } from './conditions';
import type { Plan } from './plan';
import { type CompilerOptions, StatementCompiler } from './statement-compiler';

/** The plan of what is selected beneath rows that code of a feature found or made. */
export interface RowsPlan extends Plan {
  readonly hydrateRow: Hydrate;
  /** Whether the rows hold everything by themselves, so that nothing has to be read. */
  readonly isAlone: boolean;
}

/** The rows to complete, all of one object type. */
export interface RowsWish {
  readonly entity: EntityClass;
  readonly type: GraphQLObjectType;
  readonly selections: readonly SelectionSetNode[];
  /** `records`: the rows are at hand, and only what hangs on them is read; `ids`: they are read too. */
  readonly by: 'records' | 'ids';
}

/**
 * One statement for the selections beneath many rows. Records are handed in as JSON and stand in the place of their table:
 * what their author may no longer see, a seat that was given up, can still be answered with.
 */
export function compileRows(options: CompilerOptions, { entity, type, selections, by }: RowsWish): RowsPlan {
  const compiler = new StatementCompiler(options);
  const alias = compiler.alias();
  const table = compiler.table(entity);
  const input = compiler.parameter('', by === 'ids' ? 'uuid[]' : 'json', (run) => run.input);
  const row = compiler.row({
    path: type.name,
    alias,
    entity,
    types: [type],
    selections,
    isFoundByOwner: false,
    isTagged: true,
    columns: [],
    need: undefined,
  });
  const from =
    by === 'ids'
      ? `${table.name} ${alias}`
      : `json_populate_recordset(null::${table.name}, ${input}) with ordinality ${alias}`;
  const where =
    by === 'ids' ? ` where ${hasIdAmong(entity, alias, input)} and ${conditionsSql([], entity, alias, compiler)}` : '';
  const key = by === 'ids' ? `${alias}."id"` : `(${alias}.ordinality - 1)::int`;
  return {
    text: `select ${key} as "key", row_to_json(x) as "row" from ${from} cross join lateral (select ${row.list}) x${where}`,
    calls: compiler.calls,
    parameters: compiler.parameters,
    isWhole: compiler.isWhole,
    hydrateRow: row.hydrate ?? ((value) => value),
    isAlone: by === 'records' && row.isAlone,
  };
}
