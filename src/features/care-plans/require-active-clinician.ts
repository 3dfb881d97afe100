import type { Context } from '../../access/context';
import { badInput } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { Clinician } from '../identity';

/** Refuses anybody but a clinician who works here now; nobody at all is fine. @throws BAD_USER_INPUT naming input.clinicianId */
export async function requireActiveClinician(ctx: Context, clinicianId: string | null | undefined): Promise<void> {
  if (!clinicianId) return;
  const clinician = await ctx.load(entityById(Clinician), clinicianId);
  if (clinician?.active) return;
  throw badInput({
    path: 'input.clinicianId',
    message: '"input.clinicianId" must be a clinician who works here now.',
  });
}
