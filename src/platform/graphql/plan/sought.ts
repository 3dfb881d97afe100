import type { Compiler } from './compiler';
import { conditionsOf, listOf } from './conditions';
import type { SetAt } from './set-at';

/**
 * A log is walked in its order. Whoever asks for what seldom comes would have all of it walked, at each poll: an empty page does not move
 * the cursor. So where values of a column are asked for, the first rows of each are found by that column's index, and the page is made of
 * those. It narrows nothing: among the first of each are the first of all. Who reaches few finds theirs by those already.
 * @param boundsOf tests of the cursors, over a table of that alias
 */
export function soughtSql(
  { read, site, entity, alias, args, index }: SetAt,
  boundsOf: (alias: string) => readonly string[],
  limit: string,
  compiler: Compiler,
): string[] {
  if (!read.isLog || compiler.reachSql !== undefined) return [];
  return conditionsOf(read, site.path, args, index).flatMap(({ condition, given, valueAt, argument, path }) => {
    if (condition.test !== 'oneOf' || given === undefined || given === null) return [];
    const { name, type } = compiler.tables.column(entity, condition.column);
    const values = compiler.parameter(path, `${type}[]`, (run) => listOf(valueAt(run), argument));
    const [value, row, first] = [compiler.alias(), compiler.alias(), compiler.alias()];
    const where = [`${row}.${name} = ${value}.value`, ...boundsOf(row)].join(' and ');
    const firstOfEach = `select ${row}."id" from ${compiler.table(entity).name} ${row} where ${where} order by ${row}."id" limit ${limit}`;
    return [
      `${alias}."id" = any(array(select ${first}."id" from (select distinct unnest(${values})) ${value}(value) cross join lateral (${firstOfEach}) ${first}))`,
    ];
  });
}
