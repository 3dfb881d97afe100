import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { Role } from '../../../access/role';
import { CheckInInput, CheckInPayload, checkIn } from './check-in';

const INPUT = { description: 'What to do.' };

@Resolver()
export class CheckInsResolver {
  @Mutation(() => CheckInPayload, { description: 'Say how you are, and whether somebody is to call.' })
  @Allow([Role.PATIENT])
  checkIn(@Ctx() ctx: Context, @Arg('input', () => CheckInInput, INPUT) input: CheckInInput) {
    return checkIn(ctx, input);
  }
}
