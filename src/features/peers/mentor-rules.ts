import type { Context } from '../../access/context';
import { badInput, notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { Clinician } from '../identity';

/** More than anybody could walk alongside. */
export const MOST_MENTEES = 100;

/** Earlier than anybody living could have begun. */
export const EARLIEST_RECOVERY_YEAR = 1930;

/** @throws NOT_FOUND, or BAD_USER_INPUT when the supervisor no longer works here */
export async function requireSupervisor(ctx: Context, id: string | null | undefined): Promise<void> {
  if (!id) return;
  const clinician = await ctx.load(entityById(Clinician), id);
  if (!clinician) throw notFound('Clinician');
  if (clinician.active) return;
  throw badInput({
    path: 'input.supervisorId',
    message: '"input.supervisorId" must be a clinician who works here now.',
  });
}

/** @param today as the program counts its days, YYYY-MM-DD */
export function requirePastYear(year: number | null | undefined, today: string): void {
  if (!year || year <= Number(today.slice(0, 4))) return;
  throw badInput({ path: 'input.inRecoverySince', message: '"input.inRecoverySince" must not be in the future.' });
}
