import type { DataSource } from 'typeorm';
import { sweepFollowUps } from '../../recovery';

/**
 * Opens a follow-up for whoever was not heard of for so long that it asks for attention, and ends those to which somebody was heard of
 * again, of every organization. Servers may do so at the same time; each is opened once.
 */
export async function keepReEngagements(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  await sweepFollowUps(dataSource, 'select app.keep_re_engagements($1) as changed', over);
}
