import type { DataSource } from 'typeorm';

/** Changes that get their places in one transaction, so that it is short. */
const MOST_AT_ONCE = 1_000;

/**
 * Gives a place in the log to every change that was committed and has none, and tells whose access began or ended. Servers may do so at
 * the same time: they take turns.
 * @param dataSource acts as the runtime role or the owner
 */
export async function placeChanges(dataSource: DataSource, over?: AbortSignal, changes = MOST_AT_ONCE): Promise<void> {
  let isMore = true;
  while (isMore && !over?.aborted) {
    // Each statement of the function must see what whoever came before it has committed.
    isMore = await dataSource.transaction('READ COMMITTED', async (manager) => {
      const [row]: { more: boolean }[] = await manager.query('select app.place_changes($1) as more', [changes]);
      return row?.more === true;
    });
  }
}
