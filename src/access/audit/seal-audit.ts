import type { DataSource } from 'typeorm';

/** Lines that are sealed in one transaction; a transaction that wrote more of them is sealed whole. */
const BATCH_LINES = 1_000;

/**
 * Chains every line of the audit log that has been committed and cannot be preceded by another any more.
 * @param dataSource acts as the runtime role or the owner
 */
export async function sealAudit(dataSource: DataSource, over?: AbortSignal, lines = BATCH_LINES): Promise<void> {
  let isMore = true;
  while (isMore && !over?.aborted) {
    // Each statement of the function must see what the sealer before it has committed.
    isMore = await dataSource.transaction('READ COMMITTED', async (manager) => {
      const [row]: { more: boolean }[] = await manager.query('select app.seal_audit($1) as more', [lines]);
      return row?.more === true;
    });
  }
}
