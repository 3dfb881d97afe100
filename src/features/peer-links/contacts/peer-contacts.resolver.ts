import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { Role } from '../../../access/role';
import { PARTIES } from '../peer-link.policy';
import { LogPeerContactInput, LogPeerContactResult, logPeerContact } from './log-peer-contact';
import { ReviewPeerContactInput, ReviewPeerContactResult, reviewPeerContact } from './review-peer-contact';

const INPUT = { description: 'What to do.' };

@Resolver()
export class PeerContactsResolver {
  @Mutation(() => LogPeerContactResult, {
    description:
      'Log a time at which a patient and a peer were in touch: by the mentor or the patient. Only the patient says that they went to a meeting of a group.',
  })
  @Allow(PARTIES)
  logPeerContact(@Ctx() ctx: Context, @Arg('input', () => LogPeerContactInput, INPUT) input: LogPeerContactInput) {
    return logPeerContact(ctx, input);
  }

  @Mutation(() => ReviewPeerContactResult, {
    description: "Supervision: say that you have looked at a contact with a mentor. For the mentor's supervisor.",
  })
  @Allow([Role.CLINICIAN])
  reviewPeerContact(
    @Ctx() ctx: Context,
    @Arg('input', () => ReviewPeerContactInput, INPUT) input: ReviewPeerContactInput,
  ) {
    return reviewPeerContact(ctx, input);
  }
}
