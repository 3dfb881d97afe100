import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { dayIn } from '../../platform/calendar/day-in';
import { entityById } from '../../platform/graphql/reads';
import { Organization } from '../identity';

/** Today as the program counts its days, YYYY-MM-DD. */
export async function programToday(ctx: Context | Transaction): Promise<string> {
  const organization = await ctx.load(entityById(Organization), ctx.organizationId);
  return dayIn(organization?.timeZone ?? 'utc', ctx.now);
}
