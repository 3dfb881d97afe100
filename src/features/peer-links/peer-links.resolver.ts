import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { AnswerPeerLinkInput, AnswerPeerLinkResult, answerPeerLink } from './answer-peer-link';
import { MovePeerLinkInput, MovePeerLinkResult, movePeerLink } from './move-peer-link';
import { WHO_ANSWERS, WHO_MOVES } from './peer-link.policy';
import { ProposePeerLinkInput, ProposePeerLinkResult, proposePeerLink } from './propose-peer-link';

const INPUT = { description: 'What to do.' };

@Resolver()
export class PeerLinksResolver {
  @Mutation(() => ProposePeerLinkResult, { description: 'Propose a mentor or a group to a patient.' })
  @Allow([Role.CLINICIAN])
  proposePeerLink(@Ctx() ctx: Context, @Arg('input', () => ProposePeerLinkInput, INPUT) input: ProposePeerLinkInput) {
    return proposePeerLink(ctx, input);
  }

  @Mutation(() => AnswerPeerLinkResult, {
    description:
      'Say yes or no to a link: the patient first, then the mentor, each for themselves. Staff record what the patient said.',
  })
  @Allow(WHO_ANSWERS)
  answerPeerLink(@Ctx() ctx: Context, @Arg('input', () => AnswerPeerLinkInput, INPUT) input: AnswerPeerLinkInput) {
    return answerPeerLink(ctx, input);
  }

  @Mutation(() => MovePeerLinkResult, {
    description:
      'Begin a link that was agreed to, pause, resume or end it, or take a proposal back: the patient and the mentor each for themselves, clinicians for the care team. What one of the two paused goes on when they say so.',
  })
  @Allow(WHO_MOVES)
  movePeerLink(@Ctx() ctx: Context, @Arg('input', () => MovePeerLinkInput, INPUT) input: MovePeerLinkInput) {
    return movePeerLink(ctx, input);
  }
}
