import { LRUCache } from 'lru-cache';

/** What is remembered of a caller from the last time, for how to read and not for what: row security asks anew each time. */
export interface CallerKind {
  /** Whether what they are shown is a disclosure, so that account is kept of it. */
  readonly isOutsider: boolean;
  /** Whether they reach so few patients that lists are found from them. */
  readonly reachesFew: boolean;
}

/** For so long what a caller reaches is taken to be as many as before. A wrong guess costs time, and shows nothing. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 10_000;

/** Up to about √(page × patients of the organization) it is quicker to begin at the grants (measured, decision 8). */
export const FEW = 1_000;

/** Where the patients come from whom the viewer reaches. */
export const REACH = 'select patient_id from app.reach';

/** Whether they are few. It counts no further than that. */
export const REACHES_FEW = `select count(*) <= ${FEW} as few from (select from app.reach limit ${FEW + 1}) as reached`;

/** The callers of late, by their cursor scope. */
export function rememberCallers(): LRUCache<string, CallerKind> {
  return new LRUCache({ max: MOST_REMEMBERED, ttl: REMEMBERED_MS });
}
