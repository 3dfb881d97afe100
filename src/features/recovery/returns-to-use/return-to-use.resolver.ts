import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { WHO_MAY_WRITE_CARE } from '../../care-plans';
import { MoveReturnToUseInput, MoveReturnToUseResult, moveReturnToUse } from './move-return-to-use';
import { WHO_SHARES } from './return-to-use.policy';
import { ShareReturnToUseInput, ShareReturnToUsePayload, shareReturnToUse } from './share-return-to-use';

const INPUT = { description: 'What to do.' };

@Resolver()
export class ReturnToUseResolver {
  @Mutation(() => ShareReturnToUsePayload, {
    description:
      'Tell the care team of a return to use: the person themselves, or with their agreement somebody they told. It ends no link and lowers nothing.',
  })
  @Allow(WHO_SHARES)
  shareReturnToUse(
    @Ctx() ctx: Context,
    @Arg('input', () => ShareReturnToUseInput, INPUT) input: ShareReturnToUseInput,
  ) {
    return shareReturnToUse(ctx, input);
  }

  @Mutation(() => MoveReturnToUseResult, { description: 'Take the answer to a return to use one step on.' })
  @Allow(WHO_MAY_WRITE_CARE)
  moveReturnToUse(@Ctx() ctx: Context, @Arg('input', () => MoveReturnToUseInput, INPUT) input: MoveReturnToUseInput) {
    return moveReturnToUse(ctx, input);
  }
}
