import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { BreakGlassInput, BreakGlassPayload, breakGlass } from './break-glass';
import {
  ReviewEmergencyAccessInput,
  ReviewEmergencyAccessResult,
  reviewEmergencyAccess,
} from './review-emergency-access';

const INPUT = { description: 'What to do.' };

/** Emergency accesses, and their review. */
@Resolver()
export class EmergencyAccessResolver {
  @Mutation(() => BreakGlassPayload, {
    description:
      'Open the record of a patient of no team of yours for 60 minutes, in an emergency: all of it but counseling notes, to read and to write in, but not the care team, consents or restrictions. At most five tries an hour; each is audited, and each access reviewed.',
  })
  @Allow([Role.CLINICIAN])
  breakGlass(@Ctx() ctx: Context, @Arg('input', () => BreakGlassInput, INPUT) input: BreakGlassInput) {
    return breakGlass(ctx, input);
  }

  @Mutation(() => ReviewEmergencyAccessResult, { description: 'Write down what the review of an access found, once.' })
  @Allow([Role.PRIVACY_OFFICER])
  reviewEmergencyAccess(
    @Ctx() ctx: Context,
    @Arg('input', () => ReviewEmergencyAccessInput, INPUT) input: ReviewEmergencyAccessInput,
  ) {
    return reviewEmergencyAccess(ctx, input);
  }
}
