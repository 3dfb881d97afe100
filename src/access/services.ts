import type { DataSource } from 'typeorm';
import { Tables } from '../platform/graphql/reads';
import { Announcements } from './announcements';
import { type Callers, rememberCallers } from './callers';
import { requireCategories } from './category-of-rows';
import { LogFlush } from './log-flush';

/** What outlives a request: the pool, the table metadata, the page cap and the key of cursors. */
export interface Services {
  readonly dataSource: DataSource;
  readonly tables: Tables;
  readonly maxPageSize: number;
  readonly cursorKey: Buffer;
  /** What is known of callers from the last time. */
  readonly callers: Callers;
  /** Waits until accounts of what was shown are on disk. */
  readonly logFlush: LogFlush;
  /** What changed, for whoever subscribed. */
  readonly announcements: Announcements;
  /** Called when an action has committed, so that what it changed need not wait to be told. */
  readonly onCommit: () => void;
}

/** What every request is served with, over a migrated database. */
export async function openServices(
  dataSource: DataSource,
  { maxPageSize, onCommit = () => undefined }: Pick<Services, 'maxPageSize'> & Partial<Pick<Services, 'onCommit'>>,
): Promise<Services> {
  requireCategories(dataSource);
  const cursorKey = await readCursorKey(dataSource);
  return {
    dataSource,
    tables: new Tables(dataSource),
    maxPageSize,
    cursorKey,
    callers: rememberCallers(),
    logFlush: new LogFlush(dataSource),
    announcements: new Announcements(),
    onCommit,
  };
}

/** The database's own, so that every server of it reads the cursors of the others. */
async function readCursorKey(dataSource: DataSource): Promise<Buffer> {
  const [row]: { key: Buffer | null }[] = await dataSource.query('select app.cursor_key() as key');
  if (!row?.key) throw new Error('The database has lost its cursor key.');
  return row.key;
}
