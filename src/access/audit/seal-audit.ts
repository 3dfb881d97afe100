import type { DataSource } from 'typeorm';

/** Lines that are sealed in one transaction; a transaction that wrote more of them is sealed whole. */
const BATCH_LINES = 1_000;

const INTERVAL_MILLISECONDS = 1_000;

/**
 * Chains every line of the audit log that has been committed and cannot be preceded by another any more.
 * @param dataSource acts as the runtime role or the owner
 */
export async function sealAudit(dataSource: DataSource, lines = BATCH_LINES): Promise<void> {
  let isMore = true;
  while (isMore) {
    // Each statement of the function must see what the sealer before it has committed.
    isMore = await dataSource.transaction('READ COMMITTED', async (manager) => {
      const [row]: { more: boolean }[] = await manager.query('select app.seal_audit($1) as more', [lines]);
      return row?.more === true;
    });
  }
}

/** A sealer at work. */
export interface Sealer {
  /** Ends it, when what it is at has ended. */
  stop(): Promise<void>;
}

/**
 * Seals the audit log about every second, until it is stopped. Several servers may do so at once.
 * @param onFailure told the first time that it fails, and again when it fails after it had worked
 */
export function startSealing(
  dataSource: DataSource,
  onFailure: (error: unknown) => void,
  intervalMilliseconds = INTERVAL_MILLISECONDS,
): Sealer {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  let isStopped = false;
  let isFailing = false;

  const seal = async (): Promise<void> => {
    try {
      await sealAudit(dataSource);
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
    wait();
  };
  // Sealing never keeps the process alive, and the next begins when the last has ended.
  const wait = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      work = seal();
    }, intervalMilliseconds).unref();
  };
  wait();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return work;
    },
  };
}
