import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { Role } from '../../../access/role';
import { RaiseConcernInput, RaiseConcernPayload, raiseConcern } from './raise-concern';

@Resolver()
export class RaiseConcernResolver {
  @Mutation(() => RaiseConcernPayload, {
    description: 'A peer tells the supervisor: safety, boundaries, something they must report. It opens a follow-up.',
  })
  @Allow([Role.PEER_MENTOR])
  raiseConcern(
    @Ctx() ctx: Context,
    @Arg('input', () => RaiseConcernInput, { description: 'What to do.' }) input: RaiseConcernInput,
  ) {
    return raiseConcern(ctx, input);
  }
}
