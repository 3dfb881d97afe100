import type { DataSource, EntityManager } from 'typeorm';

/** One in a transaction: so no sweep holds rows of one patient while it waits for those of another (docs/decisions/0020-locks.md). */
const AT_A_TIME = 1;

/**
 * Writes EXPIRED to proposals that nobody has answered for 30 days (app.expire_proposals), of every organization: a suggestion does not
 * stay in the way of another one. Servers may do so at the same time.
 */
export async function expireDueProposals(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  let expired = AT_A_TIME;
  while (expired === AT_A_TIME && !over?.aborted) {
    // A snapshot would fail on what somebody has answered since, instead of passing it over.
    expired = await dataSource.transaction('READ COMMITTED', expireOne);
  }
}

async function expireOne(manager: EntityManager): Promise<number> {
  const [row]: { expired: number }[] = await manager.query('select app.expire_proposals($1) as expired', [AT_A_TIME]);
  return row?.expired ?? 0;
}
