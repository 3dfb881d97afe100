import type { Client } from 'pg';
import { until } from './until';

/**
 * Waits until this many other sessions, or more, wait for locks that the holder's open transaction has. It does not ask
 * pg_stat_activity: within a transaction that knows only the sessions of the first look, and the one that is to wait may have begun since.
 */
export async function untilWaiting(holder: Client, sessions = 1): Promise<void> {
  await until(async () => {
    const { rowCount } = await holder.query(
      'select distinct pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))',
    );
    return (rowCount ?? 0) >= sessions;
  });
}
