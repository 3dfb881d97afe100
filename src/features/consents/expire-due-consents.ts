import type { DataSource, EntityManager } from 'typeorm';

/** So many in one transaction, so that it is short. */
const MOST_AT_ONCE = 200;

/**
 * Writes EXPIRED to consents whose end has come, of every organization, so that what hangs on them hears of it. Access ended by
 * itself, at that very instant. Servers may do so at the same time.
 */
export async function expireDueConsents(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  let expired = MOST_AT_ONCE;
  while (expired === MOST_AT_ONCE && !over?.aborted) {
    // A snapshot would fail on what another server has marked since, instead of passing it over.
    expired = await dataSource.transaction('READ COMMITTED', expireSome);
  }
}

async function expireSome(manager: EntityManager): Promise<number> {
  const [row]: { expired: number }[] = await manager.query('select app.expire_consents($1) as expired', [MOST_AT_ONCE]);
  return row?.expired ?? 0;
}
