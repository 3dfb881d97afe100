import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { saveVersion } from '../../../access/save-version';
import { badInput, notFound } from '../../../platform/graphql/errors';
import { ExpectedVersionField, IdField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload, type Refusal, resultOf } from '../../../platform/graphql/refusals';
import { Clinician } from '../../identity';
import { PeerMentor } from '../../peers';
import { FollowUp, FollowUpKind } from './follow-up.entity';
import { mayAssign } from './follow-up.policy';
import { followUpToChange, whyNot } from './follow-up-to-change';

@InputType({ description: 'Whose a follow-up is to be.' })
export class AssignFollowUpInput {
  @IdField('The follow-up.', () => [FollowUp])
  followUpId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdField(
    'The clinician or mentor who is to do it: one who may know of it. A safety call and a medical review are for medical staff, or for whoever is on call. What is urgent or for clinicians is never for a mentor.',
    () => [Clinician, PeerMentor],
  )
  assigneeId!: string;
}

@Payload('The follow-up, assigned.')
export class AssignFollowUpPayload {
  @Field(() => FollowUp, {
    description: 'The follow-up, assigned; null when you pass on what alone let you see it.',
    nullable: true,
  })
  followUp: FollowUp | null;

  constructor(followUp: FollowUp | null) {
    this.followUp = followUp;
  }
}

export const AssignFollowUpResult = resultOf(AssignFollowUpPayload);

/**
 * Says who is to do it. Another than before has to take it on anew, and has as long for it as the first: else what is urgent escalates.
 * @throws NOT_FOUND for an assignee who is not there; BAD_USER_INPUT for one who may not know of it
 */
export async function assignFollowUp(
  ctx: Context,
  input: AssignFollowUpInput,
): Promise<AssignFollowUpPayload | Refusal> {
  const { followUp, standing } = await followUpToChange(ctx, input.followUpId);
  authorize(mayAssign(ctx.viewer, followUp, standing));
  const assignee = await assigneeOf(ctx, input.assigneeId);
  const refusal = whyNot(followUp, input.expectedVersion, 'ASSIGNED');
  if (refusal) return refusal;
  await requireGivable(ctx, followUp, input.assigneeId);

  return ctx.transaction(async (tx) => {
    const assigned = await saveVersion(tx, followUp, assignee, input.expectedVersion);
    tx.emit({ kind: 'follow-up.assigned', subject: assigned, patientId: assigned.patientId });
    return new AssignFollowUpPayload(await tx.load(entityById(FollowUp), assigned.id));
  });
}

/** As app.is_for_medical_staff decides. */
const FOR_MEDICAL_STAFF: readonly FollowUpKind[] = [FollowUpKind.URGENT_SAFETY_CALL, FollowUpKind.MEDICAL_REVIEW];

type Assignee = Pick<FollowUp, 'assigneeClinicianId' | 'assigneeMentorId'>;

async function assigneeOf(ctx: Context, id: string): Promise<Assignee> {
  const [clinician, mentor] = await Promise.all([
    ctx.load(entityById(Clinician), id),
    ctx.load(entityById(PeerMentor), id),
  ]);
  if (!clinician && !mentor) throw notFound('Assignee');
  return { assigneeClinicianId: clinician?.id ?? null, assigneeMentorId: mentor?.id ?? null };
}

/** One sentence a kind, whatever keeps them from it. */
async function requireGivable(ctx: Context, { id, kind }: FollowUp, assigneeId: string): Promise<void> {
  const [row] = await ctx.query('select app.may_be_given($1, $2) as may', [id, assigneeId]);
  if (row?.may === true) return;
  const who = FOR_MEDICAL_STAFF.includes(kind) ? 'one of the medical staff, or whoever is on call, ' : 'somebody ';
  throw badInput({
    path: 'input.assigneeId',
    message: `"input.assigneeId" must be ${who}who may know of this and do it.`,
  });
}
