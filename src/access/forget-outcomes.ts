import type { DataSource, EntityManager } from 'typeorm';

/** So many in one transaction, so that it is short. */
const MOST_AT_ONCE = 1_000;

/** Forgets what was answered under idempotency keys more than a week ago, in every organization. Servers may do so at the same time. */
export async function forgetOutcomes(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  let forgotten = MOST_AT_ONCE;
  while (forgotten === MOST_AT_ONCE && !over?.aborted) {
    // A snapshot would fail on what another server has forgotten since, instead of passing it over.
    forgotten = await dataSource.transaction('READ COMMITTED', forgetSome);
  }
}

async function forgetSome(manager: EntityManager): Promise<number> {
  const [row]: { forgotten: number }[] = await manager.query('select app.forget_outcomes($1) as forgotten', [
    MOST_AT_ONCE,
  ]);
  return row?.forgotten ?? 0;
}
