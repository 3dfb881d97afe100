import type { DataSource, EntityManager } from 'typeorm';

/** So many in one transaction, so that it is short. */
const MOST_AT_ONCE = 200;

/**
 * Passes urgent follow-ups on that nobody has acknowledged in time, of every organization: to the clinician on call, else to the next in
 * line. Servers may do so at the same time; each is passed on once.
 */
export async function escalateDueFollowUps(dataSource: DataSource): Promise<void> {
  let escalated = MOST_AT_ONCE;
  while (escalated === MOST_AT_ONCE) {
    // A snapshot would fail on what another server has passed on since, instead of passing it over.
    escalated = await dataSource.transaction('READ COMMITTED', escalateSome);
  }
}

async function escalateSome(manager: EntityManager): Promise<number> {
  const [row]: { escalated: number }[] = await manager.query('select app.escalate_follow_ups($1) as escalated', [
    MOST_AT_ONCE,
  ]);
  return row?.escalated ?? 0;
}
