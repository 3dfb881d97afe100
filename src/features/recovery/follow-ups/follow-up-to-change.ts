import type { Context } from '../../../access/context';
import { isHolder } from '../../../access/viewer';
import { notFound } from '../../../platform/graphql/errors';
import { entityById } from '../../../platform/graphql/reads';
import { type Refusal, TransitionNotAllowed, VersionConflict } from '../../../platform/graphql/refusals';
import { OrganizationSettings } from '../../identity';
import { sitsOnCareTeam, tookSeat } from '../../patients';
import { FollowUp, FollowUpKind } from './follow-up.entity';
import type { Standing } from './follow-up.policy';

/** A follow-up that the viewer sees, and what they are to whom it is for. */
export interface FollowUpToChange {
  readonly followUp: FollowUp;
  readonly standing: Standing;
}

/** The follow-up that is to be acknowledged, assigned or completed. @throws NOT_FOUND */
export async function followUpToChange(ctx: Context, id: string): Promise<FollowUpToChange> {
  const [followUp, settings] = await Promise.all([
    ctx.load(entityById(FollowUp), id),
    ctx.load(entityById(OrganizationSettings), ctx.organizationId),
  ]);
  if (!followUp) throw notFound('Follow-up');
  const onCallId = settings?.onCallId ?? null;
  const isOnCall = onCallId !== null && isHolder(ctx.viewer, 'clinician', onCallId);
  const [isOnTeam, isOfOwnCover] = await Promise.all([
    sitsOnCareTeam(ctx, followUp.patientId),
    looksAtOwnCover(ctx, followUp),
  ]);
  return { followUp, standing: { isOnTeam, isOnCall, isOfOwnCover } };
}

async function looksAtOwnCover(ctx: Context, { kind, patientId, sourceId }: FollowUp): Promise<boolean> {
  return kind === FollowUpKind.COVER_REVIEW && sourceId !== null && (await tookSeat(ctx, patientId, sourceId));
}

/** Why a follow-up cannot be changed: somebody was first, or it is done. Undefined when it can. */
export function whyNot(followUp: FollowUp, expectedVersion: number, to: string): Refusal | undefined {
  if (followUp.version !== expectedVersion) return new VersionConflict(followUp.version);
  if (followUp.completedAt === null) return undefined;
  return new TransitionNotAllowed('COMPLETED', to, [], 'This is done already.');
}
