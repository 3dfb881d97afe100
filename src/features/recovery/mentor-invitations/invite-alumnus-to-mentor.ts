import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { violates } from '../../../platform/database/violations';
import { badInput, conflict, notFound } from '../../../platform/graphql/errors';
import { IdField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { Clinician } from '../../identity';
import { holdStanding, Patient, PatientStatus, sitsOnCareTeam } from '../../patients';
import { lacksRecovery } from './lacks-recovery';
import { MentorInvitation } from './mentor-invitation.entity';
import { mayInvite } from './mentor-invitation.policy';

const NOT_YET =
  '"input.patientId" must be somebody who has been in recovery for as long as the program asks of its mentors.';

@InputType({ description: 'An alumnus who might like to mentor others.' })
export class InviteAlumnusToMentorInput {
  @IdField('The alumnus.', () => [Patient])
  patientId!: string;
}

@Payload('The invitation, open.')
export class InviteAlumnusToMentorPayload {
  @Field(() => MentorInvitation, { description: 'The invitation, open.' })
  mentorInvitation: MentorInvitation;

  constructor(mentorInvitation: MentorInvitation) {
    this.mentorInvitation = mentorInvitation;
  }
}

/**
 * Asks an alumnus whether they would like to mentor others. Nothing comes of it but by their own yes.
 * @throws BAD_USER_INPUT unless they are an alumnus who has been in recovery for long enough; CONFLICT when they have been asked and have not said no
 */
export async function inviteAlumnusToMentor(
  ctx: Context,
  { patientId }: InviteAlumnusToMentorInput,
): Promise<InviteAlumnusToMentorPayload> {
  const patient = await ctx.load(entityById(Patient), patientId);
  if (!patient) throw notFound('Patient');
  const { role, holder } = ctx.viewer;
  const clinician = holder ? await ctx.load(entityById(Clinician), holder.id) : null;
  authorize(mayInvite(role, clinician, await sitsOnCareTeam(ctx, patient.id)));

  try {
    return await ctx.transaction(async (tx) => {
      const status = await holdStanding(tx, patient.id);
      authorize(status !== null || 'This part of the record is not open to you.');
      if (status !== PatientStatus.ALUMNUS)
        throw badInput({ path: 'input.patientId', message: '"input.patientId" must be an alumnus of the program.' });
      if (await lacksRecovery(tx, patient.id, false)) throw badInput({ path: 'input.patientId', message: NOT_YET });
      const invitation = tx.insert(MentorInvitation, {
        patientId: patient.id,
        invitedById: clinician?.id ?? null,
        invitedAt: tx.now,
        answer: null,
      });
      tx.emit({ kind: 'mentor-invitation.sent', subject: invitation, patientId: patient.id });
      return new InviteAlumnusToMentorPayload(invitation);
    });
  } catch (error) {
    if (violates(error, 'mentor_invitation_once')) throw conflict('They have been invited already.');
    throw error;
  }
}
