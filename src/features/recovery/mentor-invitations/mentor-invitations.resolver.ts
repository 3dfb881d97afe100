import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { Role } from '../../../access/role';
import {
  AnswerMentorInvitationInput,
  AnswerMentorInvitationResult,
  answerMentorInvitation,
} from './answer-mentor-invitation';
import {
  InviteAlumnusToMentorInput,
  InviteAlumnusToMentorPayload,
  inviteAlumnusToMentor,
} from './invite-alumnus-to-mentor';
import { WHO_INVITES } from './mentor-invitation.policy';

const INPUT = { description: 'What to do.' };

@Resolver()
export class MentorInvitationsResolver {
  @Mutation(() => InviteAlumnusToMentorPayload, {
    description: 'Ask an alumnus whether they would like to mentor others.',
  })
  @Allow(WHO_INVITES)
  inviteAlumnusToMentor(
    @Ctx() ctx: Context,
    @Arg('input', () => InviteAlumnusToMentorInput, INPUT) input: InviteAlumnusToMentorInput,
  ) {
    return inviteAlumnusToMentor(ctx, input);
  }

  @Mutation(() => AnswerMentorInvitationResult, {
    description:
      "The alumnus's own answer: nobody gives it for them. A yes creates the mentor; the two records never point at each other.",
  })
  @Allow([Role.PATIENT])
  answerMentorInvitation(
    @Ctx() ctx: Context,
    @Arg('input', () => AnswerMentorInvitationInput, INPUT) input: AnswerMentorInvitationInput,
  ) {
    return answerMentorInvitation(ctx, input);
  }
}
