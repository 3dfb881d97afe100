import type { Viewer } from '../../access/viewer';
import { findRows, type ReadContext } from '../../platform/graphql/reads';
import { CareTeamMember } from './care-team-member.entity';

/** Whether the viewer is a clinician who sits on the care team of this patient now. */
export async function sitsOnCareTeam(
  ctx: ReadContext & { readonly viewer: Viewer },
  patientId: string,
): Promise<boolean> {
  const { holder } = ctx.viewer;
  if (holder?.type !== 'clinician') return false;
  const seats = await findRows(ctx, CareTeamMember, { patientId, clinicianId: holder.id });
  return seats.some((seat) => seat.from <= ctx.now && !seat.hasEnded(ctx.now));
}
