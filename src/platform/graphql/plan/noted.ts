import type { EntityClass } from '../nodes';
import type { Row } from '../reads/context';
import { isNoted } from '../reads/outsiders';
import { ownershipOf } from '../reads/ownership';
import type { Compiler, Run } from './compiler';
import { matching, type Tested } from './conditions';

/** What of other tables made a row of a set pass, for whoever keeps account. */
export interface Noted {
  /** Further columns of the row. */
  readonly columns: readonly string[];
  readonly note: (row: Row, run: Run) => void;
}

/** The rows that tests of other tables found, where the account holds them beside the row; undefined where there are none. */
export function notedWith(
  tested: readonly Tested[],
  entity: EntityClass,
  alias: string,
  compiler: Compiler,
): Noted | undefined {
  const found = compiler.keepsAccount ? tested.flatMap((test) => foundBy(test, entity, alias, compiler)) : [];
  if (found.length === 0) return undefined;
  return {
    columns: found.map(({ sql }, index) => `(${sql}) as "_noted${index}"`),
    note: (row, { ctx }) => {
      for (const [index, other] of found.entries())
        for (const each of row[`_noted${index}`] as Row[]) ctx.note?.(other.entity, each);
    },
  };
}

function foundBy(
  tested: Tested,
  outer: EntityClass,
  alias: string,
  compiler: Compiler,
): { readonly entity: EntityClass; readonly sql: string }[] {
  const { condition, given } = tested;
  if (!isNoted(condition) || given === undefined || given === null) return [];
  const entity = condition.entity();
  const ownership = ownershipOf(entity);
  if (!ownership) return [];
  const { inner, from } = matching(tested, condition, outer, alias, compiler);
  const columns = [ownership.owner, ...ownership.noted].map(
    (property) => `${inner}.${compiler.tables.column(entity, property).name} as "${property}"`,
  );
  return [{ entity, sql: `select json_agg(x) from (select ${columns.join(', ')} ${from}) x` }];
}
