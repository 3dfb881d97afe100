import type { DataSource, EntityManager } from 'typeorm';

/** So many in one transaction, so that it is short. */
const MOST_AT_ONCE = 200;

/**
 * Writes EXPIRED to proposals that nobody has answered for 30 days (app.expire_proposals), of every organization: a suggestion does not
 * stay in the way of another one. Servers may do so at the same time; one of them does.
 */
export async function expireDueProposals(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  let expired = MOST_AT_ONCE;
  while (expired === MOST_AT_ONCE && !over?.aborted) {
    // A snapshot would fail on what somebody has answered since, instead of passing it over.
    expired = await dataSource.transaction('READ COMMITTED', expireSome);
  }
}

async function expireSome(manager: EntityManager): Promise<number> {
  const [row]: { expired: number }[] = await manager.query('select app.expire_proposals($1) as expired', [
    MOST_AT_ONCE,
  ]);
  return row?.expired ?? 0;
}
