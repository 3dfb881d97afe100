import { Field, InputType } from 'type-graphql';
import type { Context } from '../../../access/context';
import type { Transaction } from '../../../access/transaction';
import { violates } from '../../../platform/database/violations';
import { badInput, conflict, type FieldProblem, notFound } from '../../../platform/graphql/errors';
import { IdField, IntField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload, type Refusal, Refused, resultOf, TransitionNotAllowed } from '../../../platform/graphql/refusals';
import { TimeZone } from '../../../platform/graphql/scalars';
import { Answer } from '../../consents';
import { holdStanding, PatientStatus } from '../../patients';
import { Engagement, MOST_MENTEES, PeerMentor } from '../../peers';
import { lacksRecovery } from './lacks-recovery';
import { MentorInvitation } from './mentor-invitation.entity';

@InputType({ description: 'A yes or a no to an invitation to mentor others.' })
export class AnswerMentorInvitationInput {
  @IdField('The invitation.', () => [MentorInvitation])
  invitationId!: string;

  @ValueField('Yes or no.', () => Answer)
  answer!: Answer;

  @TextField('With a yes: the public name as a mentor. It need not be the one in the record.', {
    max: 100,
    optional: true,
  })
  displayName?: string | null;

  @ValueField("With a yes: the zone of the mentor's hours.", () => TimeZone, { optional: true })
  timeZone?: string | null;

  @IntField('With a yes: how many people the mentor could walk alongside at once.', {
    min: 0,
    max: MOST_MENTEES,
    optional: true,
  })
  capacity?: number | null;
}

@Payload('The invitation, answered, and who they are as a mentor.')
export class AnswerMentorInvitationPayload {
  @Field(() => MentorInvitation, { description: 'The invitation, answered.' })
  mentorInvitation: MentorInvitation;

  @Field(() => PeerMentor, {
    nullable: true,
    description:
      'With a yes: who they are as a mentor, a candidate. Told here and nowhere else; whoever comes with the same login as PEER_MENTOR is this mentor.',
  })
  peerMentor: PeerMentor | null;

  constructor(mentorInvitation: MentorInvitation, peerMentor: PeerMentor | null) {
    this.mentorInvitation = mentorInvitation;
    this.peerMentor = peerMentor;
  }
}

export const AnswerMentorInvitationResult = resultOf(AnswerMentorInvitationPayload);

/**
 * The alumnus's own answer. A yes makes them a mentor, a candidate, with a login that nobody sees bound to both: the record and the
 * mentor never point at each other.
 * @throws BAD_USER_INPUT naming what a yes lacks; CONFLICT when the login is somebody's of the program already
 */
export async function answerMentorInvitation(
  ctx: Context,
  input: AnswerMentorInvitationInput,
): Promise<AnswerMentorInvitationPayload | Refusal> {
  const invitation = await ctx.load(entityById(MentorInvitation), input.invitationId);
  if (!invitation) throw notFound('Invitation');
  const beginning = input.answer === Answer.ACCEPT ? requireBeginning(input) : null;

  try {
    return await ctx.transaction(async (tx) => {
      const peerMentor = beginning ? await becomeMentor(tx, invitation, beginning) : null;
      if (!beginning) await decline(tx, invitation);
      const answered = Object.assign(new MentorInvitation(), invitation, { answer: input.answer });
      tx.emit({ kind: 'mentor-invitation.answered', subject: answered, patientId: invitation.patientId });
      return new AnswerMentorInvitationPayload(answered, peerMentor);
    });
  } catch (error) {
    if (violates(error, 'account_login')) throw conflict('This login is already bound.');
    throw error;
  }
}

/** What a mentor begins with. @throws BAD_USER_INPUT naming each field that is missing */
function requireBeginning({ displayName, timeZone, capacity }: AnswerMentorInvitationInput): unknown[] {
  const given = { displayName, timeZone, capacity };
  const [first, ...others] = Object.entries(given).flatMap(([name, value]): FieldProblem[] => {
    const path = `input.${name}`;
    return value === undefined || value === null ? [{ path, message: `"${path}" is needed to accept.` }] : [];
  });
  if (first) throw badInput(first, ...others);
  return [displayName, timeZone, capacity];
}

/** @throws Refused with TransitionNotAllowed */
async function becomeMentor(tx: Transaction, invitation: MentorInvitation, words: unknown[]): Promise<PeerMentor> {
  if ((await holdStanding(tx, invitation.patientId)) !== PatientStatus.ALUMNUS)
    throw refused(
      invitation,
      Answer.ACCEPT,
      'You are in care again, so this can wait. You can be invited again later.',
    );
  if (await lacksRecovery(tx, invitation.patientId, true))
    throw refused(
      invitation,
      Answer.ACCEPT,
      'The program asks its mentors for some more time in recovery. This invitation stays open for you.',
    );
  const { issuer, subject } = tx.viewer.login;
  const [row] = await tx.query('select app.become_mentor($1, $2, $3, $4, $5, $6, $7) as mentor', [
    invitation.id,
    issuer,
    subject,
    ...words,
    Engagement.SUPERVISED_VOLUNTEER,
  ]);
  const mentor = row?.mentor ? await tx.load(entityById(PeerMentor), String(row.mentor)) : null;
  if (!mentor) throw await answeredBefore(tx, invitation, Answer.ACCEPT);
  return mentor;
}

/** @throws Refused with TransitionNotAllowed */
async function decline(tx: Transaction, invitation: MentorInvitation): Promise<void> {
  const open = { id: invitation.id, answer: null };
  const declined = await tx.updateCounted(MentorInvitation, open, { answer: Answer.DECLINE });
  if (declined !== 1) throw await answeredBefore(tx, invitation, Answer.DECLINE);
}

/** Of two answers at once, the second is told what the first has made of it. */
async function answeredBefore(tx: Transaction, seen: MentorInvitation, to: Answer): Promise<Refused> {
  const now = await tx.load(entityById(MentorInvitation), seen.id);
  return refused(now ?? seen, to, 'It has been answered already.');
}

function refused({ answer }: MentorInvitation, to: Answer, message: string): Refused {
  return new Refused(new TransitionNotAllowed(answer ?? 'OPEN', to, [], message));
}
