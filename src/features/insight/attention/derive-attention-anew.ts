import type { DataSource } from 'typeorm';

/** So many patients in one transaction, so that it is short. */
const MOST_AT_ONCE = 100;

/**
 * Derives anew what asks for attention where a program has decided on other thresholds, of every organization. A server that stops goes
 * on where it was, or another does.
 */
export async function deriveAttentionAnew(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  let isMore = true;
  while (isMore && !over?.aborted) {
    isMore = await dataSource.transaction('READ COMMITTED', async (manager) => {
      const [row]: { more: boolean }[] = await manager.query('select app.derive_attention_anew($1) as more', [
        MOST_AT_ONCE,
      ]);
      return row?.more === true;
    });
  }
}
