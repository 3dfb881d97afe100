import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import type { Viewer } from '../../access/viewer';
import { notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, Refused, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { EmergencyAccess } from './emergency-access.entity';

@InputType({ description: 'What the review of an emergency access found.' })
export class ReviewEmergencyAccessInput {
  @IdField('The emergency access.', () => [EmergencyAccess])
  emergencyAccessId!: string;

  @ValueField('Whether there was an emergency that needed the record.', () => Boolean)
  justified!: boolean;

  @TextField('What was found, for the file.', { max: 2000, optional: true })
  note?: string | null;
}

@Payload('The emergency access, reviewed.')
export class ReviewEmergencyAccessPayload {
  @Field(() => EmergencyAccess, { description: 'The emergency access, reviewed.' })
  emergencyAccess: EmergencyAccess;

  constructor(emergencyAccess: EmergencyAccess) {
    this.emergencyAccess = emergencyAccess;
  }
}

export const ReviewEmergencyAccessResult = resultOf(ReviewEmergencyAccessPayload);

/** Writes down what the review of an emergency access found: once, and for good. */
export async function reviewEmergencyAccess(
  ctx: Context,
  input: ReviewEmergencyAccessInput,
): Promise<ReviewEmergencyAccessPayload | Refusal> {
  const access = await ctx.load(entityById(EmergencyAccess), input.emergencyAccessId);
  if (!access) throw notFound('Emergency access');
  if (access.reviewedAt !== null) return alreadyReviewed();

  return ctx.transaction(async (tx) => {
    const review = {
      reviewedAt: tx.now,
      reviewedById: clinicianBehind(ctx.viewer),
      justified: input.justified,
      reviewNote: input.note ?? null,
    };
    const changed = await tx.updateCounted(EmergencyAccess, { id: access.id, reviewedAt: null }, review);
    if (changed !== 1) throw new Refused(alreadyReviewed());
    const reviewed = Object.assign(new EmergencyAccess(), access, review, { isReviewed: true });
    tx.emit({ kind: 'emergency-access.reviewed', subject: reviewed, patientId: reviewed.patientId });
    return new ReviewEmergencyAccessPayload(reviewed);
  });
}

/** The audit line says who reviewed; the record does where the login is that of a clinician. */
function clinicianBehind({ holder }: Viewer): string | null {
  return holder?.type === 'clinician' ? holder.id : null;
}

function alreadyReviewed(): TransitionNotAllowed {
  return new TransitionNotAllowed('REVIEWED', 'REVIEWED', [], 'This emergency access has been reviewed already.');
}
