import type { PlanContext } from './context';

/** What a statement's text depends on beside the document and its variables: what kind of caller asks. */
export type KindOfCaller = Pick<PlanContext, 'tables' | 'keepsAccount' | 'countsTotals' | 'reachSql'>;

/** The kind of the caller who asks now. */
export function kindOf({ tables, keepsAccount, countsTotals, reachSql }: PlanContext): KindOfCaller {
  return { tables, keepsAccount, countsTotals, reachSql };
}

/** The same for callers of the same kind. */
export function kindKey({ seesParts, keepsAccount, countsTotals, reachSql }: PlanContext): string {
  return `${seesParts} ${keepsAccount} ${countsTotals} ${reachSql !== undefined}`;
}
