import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { MovePeerLinkInput, MovePeerLinkResult, movePeerLink } from './move-peer-link';
import { ProposePeerLinkInput, ProposePeerLinkResult, proposePeerLink } from './propose-peer-link';

const INPUT = { description: 'What to do.' };

@Resolver()
export class PeerLinksResolver {
  @Mutation(() => ProposePeerLinkResult, { description: 'Propose a mentor or a group to a patient.' })
  @Allow([Role.CLINICIAN])
  proposePeerLink(@Ctx() ctx: Context, @Arg('input', () => ProposePeerLinkInput, INPUT) input: ProposePeerLinkInput) {
    return proposePeerLink(ctx, input);
  }

  @Mutation(() => MovePeerLinkResult, { description: 'Agree to a link, begin it, pause, resume, end or withdraw it.' })
  @Allow([Role.CLINICIAN])
  movePeerLink(@Ctx() ctx: Context, @Arg('input', () => MovePeerLinkInput, INPUT) input: MovePeerLinkInput) {
    return movePeerLink(ctx, input);
  }
}
