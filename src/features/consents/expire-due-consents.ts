import type { DataSource, EntityManager } from 'typeorm';

/** One in a transaction: so no sweep holds rows of one patient while it waits for those of another (docs/decisions/0020-locks.md). */
const AT_A_TIME = 1;

/**
 * Writes EXPIRED to consents whose end has come, of every organization, so that what hangs on them hears of it. Access ended by
 * itself, at that very instant. Servers may do so at the same time.
 */
export async function expireDueConsents(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  let expired = AT_A_TIME;
  while (expired === AT_A_TIME && !over?.aborted) {
    // A snapshot would fail on what another server has marked since, instead of passing it over.
    expired = await dataSource.transaction('READ COMMITTED', expireOne);
  }
}

async function expireOne(manager: EntityManager): Promise<number> {
  const [row]: { expired: number }[] = await manager.query('select app.expire_consents($1) as expired', [AT_A_TIME]);
  return row?.expired ?? 0;
}
