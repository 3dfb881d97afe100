import type { DataSource } from 'typeorm';
import { sweepFollowUps } from './sweep-follow-ups';

/**
 * Passes urgent follow-ups on that nobody has acknowledged, or done, in time, of every organization: to the clinician on call, else to the next in
 * line. Servers may do so at the same time; each is passed on once.
 */
export async function escalateDueFollowUps(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  await sweepFollowUps(dataSource, 'select app.escalate_follow_ups($1) as changed', over);
}
