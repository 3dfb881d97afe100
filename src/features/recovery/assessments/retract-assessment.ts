import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { type Refusal, Refused, TransitionNotAllowed } from '../../../platform/graphql/refusals';
import { defineRetractable, MarkEnteredInErrorPayload, mayActForCareTeam } from '../../patients';
import { Assessment } from './assessment.entity';

/**
 * Marks an assessment as made by mistake. Lists leave it out from then on; a follow-up that it opened stays until somebody has closed it:
 * whether a call is needed is not for a correction to decide.
 */
async function retractAssessment(
  ctx: Context,
  assessment: Assessment,
  reason: string,
): Promise<MarkEnteredInErrorPayload | Refusal> {
  authorize(await mayActForCareTeam(ctx, assessment.patientId));
  if (assessment.enteredInErrorAt !== null) return alreadyMarked();

  return ctx.transaction(async (tx) => {
    const changes = {
      enteredInErrorAt: tx.now,
      enteredInErrorReason: reason,
      version: assessment.version + 1,
    };
    const marked = await tx.updateCounted(Assessment, { id: assessment.id, enteredInErrorAt: null }, changes);
    if (marked !== 1) throw new Refused(alreadyMarked());
    const retracted = Object.assign(new Assessment(), assessment, changes);
    tx.emit({ kind: 'assessment.entered-in-error', subject: retracted, patientId: assessment.patientId });
    return new MarkEnteredInErrorPayload(retracted);
  });
}

function alreadyMarked(): TransitionNotAllowed {
  return new TransitionNotAllowed('ENTERED_IN_ERROR', 'ENTERED_IN_ERROR', [], 'This record is marked already.');
}

defineRetractable({ entity: Assessment, retract: retractAssessment });
