import type { DataSource } from 'typeorm';

/** So many in one transaction, so that it is short. */
const MOST_AT_ONCE = 200;

/**
 * Changes follow-ups until none is left to change.
 * @param statement changes at most so many, and answers with how many it `changed`
 */
export async function sweepFollowUps(dataSource: DataSource, statement: string, over?: AbortSignal): Promise<void> {
  let changed = MOST_AT_ONCE;
  while (changed >= MOST_AT_ONCE && !over?.aborted) {
    // A snapshot would fail on what another server has changed since, instead of passing it over.
    changed = await dataSource.transaction('READ COMMITTED', async (manager) => {
      const [row]: { changed: number }[] = await manager.query(statement, [MOST_AT_ONCE]);
      return row?.changed ?? 0;
    });
  }
}
