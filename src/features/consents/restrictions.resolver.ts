import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { LiftRestrictionInput, LiftRestrictionPayload, liftRestriction } from './lift-restriction';
import { RestrictAccessInput, RestrictAccessPayload, restrictAccess } from './restrict-access';
import { WHO_MAY_RESTRICT } from './restriction.policy';

const INPUT = { description: 'What to do.' };

/** What the patient wants kept from somebody. */
@Resolver()
export class RestrictionsResolver {
  @Mutation(() => RestrictAccessPayload, {
    description: 'Keep somebody out of a record, or of a part of it, whatever else lets them in.',
  })
  @Allow(WHO_MAY_RESTRICT)
  restrictAccess(@Ctx() ctx: Context, @Arg('input', () => RestrictAccessInput, INPUT) input: RestrictAccessInput) {
    return restrictAccess(ctx, input);
  }

  @Mutation(() => LiftRestrictionPayload, {
    description: 'End a restriction now. It stays as a record; one that has ended is returned unchanged.',
  })
  @Allow(WHO_MAY_RESTRICT)
  liftRestriction(@Ctx() ctx: Context, @Arg('input', () => LiftRestrictionInput, INPUT) input: LiftRestrictionInput) {
    return liftRestriction(ctx, input);
  }
}
