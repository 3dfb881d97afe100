import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { AcknowledgeFollowUpInput, AcknowledgeFollowUpResult, acknowledgeFollowUp } from './acknowledge-follow-up';
import { AssignFollowUpInput, AssignFollowUpResult, assignFollowUp } from './assign-follow-up';
import { CompleteFollowUpInput, CompleteFollowUpResult, completeFollowUp } from './complete-follow-up';
import { WHO_ASSIGNS, WHO_FOLLOWS_UP } from './follow-up.policy';

const INPUT = { description: 'What to do.' };

@Resolver()
export class FollowUpResolver {
  @Mutation(() => AcknowledgeFollowUpResult, {
    description: 'Take a follow-up on, so that it does not escalate before there was time to do it.',
  })
  @Allow(WHO_FOLLOWS_UP)
  acknowledgeFollowUp(
    @Ctx() ctx: Context,
    @Arg('input', () => AcknowledgeFollowUpInput, INPUT) input: AcknowledgeFollowUpInput,
  ) {
    return acknowledgeFollowUp(ctx, input);
  }

  @Mutation(() => AssignFollowUpResult, { description: 'Say who is to do a follow-up.' })
  @Allow(WHO_ASSIGNS)
  assignFollowUp(@Ctx() ctx: Context, @Arg('input', () => AssignFollowUpInput, INPUT) input: AssignFollowUpInput) {
    return assignFollowUp(ctx, input);
  }

  @Mutation(() => CompleteFollowUpResult, { description: 'Say that a follow-up is done, and what came of it.' })
  @Allow(WHO_FOLLOWS_UP)
  completeFollowUp(
    @Ctx() ctx: Context,
    @Arg('input', () => CompleteFollowUpInput, INPUT) input: CompleteFollowUpInput,
  ) {
    return completeFollowUp(ctx, input);
  }
}
