import type { DataSource } from 'typeorm';

/** So many in one transaction, so that it is short. */
const MOST_AT_ONCE = 200;

/**
 * Writes EXPIRED to consents whose end has come, of every organization, so that what hangs on them hears of it. Access ended by
 * itself, at that very instant.
 */
export async function expireDueConsents(dataSource: DataSource): Promise<void> {
  let expired = MOST_AT_ONCE;
  while (expired === MOST_AT_ONCE) {
    const [row]: { expired: number }[] = await dataSource.query('select app.expire_consents($1) as expired', [
      MOST_AT_ONCE,
    ]);
    expired = row?.expired ?? 0;
  }
}
