import type { PlanContext } from './context';

/** What a statement's text depends on beside the document and its variables: what kind of caller asks. */
export type KindOfCaller = Pick<PlanContext, 'keepsAccount' | 'countsTotals' | 'reachSql'>;

/** The kind of the caller who asks now. */
export function kindOf({ keepsAccount, countsTotals, reachSql }: PlanContext): KindOfCaller {
  return { keepsAccount, countsTotals, reachSql };
}

/** The same for callers of the same kind. */
export function kindKey({ keepsAccount, countsTotals, reachSql }: PlanContext): string {
  return `${keepsAccount} ${countsTotals} ${reachSql !== undefined}`;
}
