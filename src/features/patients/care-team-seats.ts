import type { Ruling } from '../../access/authorize';
import type { Viewer } from '../../access/viewer';
import { findRows, type ReadContext } from '../../platform/graphql/reads';
import { CareTeamMember } from './care-team-member.entity';

type Asking = ReadContext & { readonly viewer: Viewer };

/** Whether the viewer is a clinician who sits on the care team of this patient now. */
export async function sitsOnCareTeam(ctx: Asking, patientId: string): Promise<boolean> {
  const { holder } = ctx.viewer;
  if (holder?.type !== 'clinician') return false;
  const seats = await findRows(ctx, CareTeamMember, { patientId, clinicianId: holder.id });
  return seats.some((seat) => seat.from <= ctx.now && !seat.hasEnded(ctx.now));
}

/** Whether this seat on a care team is the viewer's, or was. */
export async function tookSeat(ctx: Asking, patientId: string, seatId: string): Promise<boolean> {
  const { holder } = ctx.viewer;
  if (holder?.type !== 'clinician') return false;
  const seats = await findRows(ctx, CareTeamMember, { patientId, clinicianId: holder.id });
  return seats.some(({ id }) => id === seatId);
}

/**
 * What is for those who know the patient: what is planned with them, how that goes on, and what is taken back. Whoever looks past the
 * care team in an emergency, or has something urgent to do, sees the record and writes down what they found and did; for more they take
 * a seat, which a cover gives them at once (decision 15).
 */
export async function mayActForCareTeam(ctx: Asking, patientId: string): Promise<Ruling> {
  return (await sitsOnCareTeam(ctx, patientId)) || 'Only a clinician of the care team may do this.';
}
