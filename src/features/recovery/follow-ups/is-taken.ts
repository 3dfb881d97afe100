import { findRows, type ReadContext } from '../../../platform/graphql/reads';
import { FollowUp, FollowUpKind } from './follow-up.entity';

/** Whose a follow-up is, as far as a message says so. */
type Standing = Pick<FollowUp, 'assigneeClinicianId' | 'acknowledgedAt' | 'completedAt'>;

/** Whether somebody in particular has a call, or has made it. Of none that the viewer sees, nobody can say so. */
export function isTaken(calls: readonly Standing[]): boolean {
  return calls.some((call) => (call.assigneeClinicianId ?? call.acknowledgedAt ?? call.completedAt) !== null);
}

/** Whether somebody in particular has the urgent call that this opened, as far as the viewer may know. */
export async function isCallTaken(
  ctx: ReadContext,
  { id, patientId }: { readonly id: string; readonly patientId: string },
): Promise<boolean> {
  return isTaken(await findRows(ctx, FollowUp, { patientId, sourceId: id, kind: FollowUpKind.URGENT_SAFETY_CALL }));
}
