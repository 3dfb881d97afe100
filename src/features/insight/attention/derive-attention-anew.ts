import type { DataSource } from 'typeorm';

/** So many patients in one transaction, so that it is short. */
const MOST_AT_ONCE = 100;

/**
 * Derives anew what asks for attention where a program has decided on other thresholds, of every organization. A server that stops goes
 * on where it was, or another does.
 */
export async function deriveAttentionAnew(dataSource: DataSource): Promise<void> {
  let derived = MOST_AT_ONCE;
  while (derived > 0) {
    derived = await dataSource.transaction('READ COMMITTED', async (manager) => {
      const [row]: { derived: number }[] = await manager.query('select app.derive_attention_anew($1) as derived', [
        MOST_AT_ONCE,
      ]);
      return row?.derived ?? 0;
    });
  }
}
