import type { DataSource } from 'typeorm';
import { sweepFollowUps } from './sweep-follow-ups';

/**
 * Gives follow-ups that are not urgent, and whose assignee sees them no more, to nobody in particular, of every organization. Servers may
 * do so at the same time.
 */
export async function releaseUnseenFollowUps(dataSource: DataSource, over?: AbortSignal): Promise<void> {
  await sweepFollowUps(dataSource, 'select app.release_follow_ups($1) as changed', over);
}
