import { authorize, type Ruling } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { isHolder, type Viewer } from '../../access/viewer';
import { entityById } from '../../platform/graphql/reads';
import { Clinician, ClinicianRole } from '../identity';
import { MentorStage } from './mentor-standing.entity';

/** The roles that could keep the directory; of clinicians only peer supervisors do. */
export const KEEPERS: readonly Role[] = [Role.ADMINISTRATOR, Role.CLINICIAN];

/** An administrator, or a peer supervisor, keeps mentors, groups and meetings up to date. */
export function mayKeepPeers(viewer: Viewer, clinician: Clinician | null): Ruling {
  if (viewer.role === Role.ADMINISTRATOR) return true;
  const isSupervisor = viewer.role === Role.CLINICIAN && clinician?.role === ClinicianRole.PEER_SUPERVISOR;
  return isSupervisor || 'Only an administrator or a peer supervisor may do this.';
}

/** Goes on when the viewer keeps mentors, groups and meetings. @throws FORBIDDEN */
export async function authorizeKeeper(ctx: Context): Promise<void> {
  const { holder } = await ctx.enter();
  const clinician = holder?.type === 'clinician' ? await ctx.load(entityById(Clinician), holder.id) : null;
  authorize(mayKeepPeers(ctx.viewer, clinician));
}

/** Stepping back is never anybody else's to allow. */
const BY_THEMSELVES: readonly MentorStage[] = [MentorStage.PAUSED, MentorStage.RETIRED];

/** Goes on when the viewer keeps mentors, or is the mentor and takes a break or finishes. @throws FORBIDDEN */
export async function authorizeStep(ctx: Context, peerMentorId: string, to: MentorStage): Promise<void> {
  const viewer = await ctx.enter();
  if (isHolder(viewer, 'peer_mentor', peerMentorId) && BY_THEMSELVES.includes(to)) return;
  await authorizeKeeper(ctx);
}
