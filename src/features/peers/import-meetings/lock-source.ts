import type { Transaction } from '../../../access/transaction';
import { conflict } from '../../../platform/graphql/errors';

const QUERY_CANCELED = '57014';

/**
 * Makes imports of the same source take turns: the next one begins when this transaction has ended, and sees what it wrote.
 * The database ends a wait that is longer than its statement timeout.
 * @throws CONFLICT when the other import took too long
 */
export async function lockSource(tx: Transaction, source: string): Promise<void> {
  try {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `import-meetings/${tx.organizationId}/${source}`,
    ]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== QUERY_CANCELED) throw error;
    throw conflict('Another import of this source is under way. Try again when it has ended.');
  }
}
