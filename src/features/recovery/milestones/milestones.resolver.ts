import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { WHO_TELLS_OF_RECOVERY } from '../recovery.policy';
import { EncourageInput, EncouragePayload, encourage, WHO_ENCOURAGES } from './encourage';
import { RecordMilestoneInput, RecordMilestonePayload, recordMilestone } from './record-milestone';

const INPUT = { description: 'What to do.' };

@Resolver()
export class MilestonesResolver {
  @Mutation(() => RecordMilestonePayload, {
    description: 'Record a milestone that counts no days, as the patient or a clinician of the care team.',
  })
  @Allow(WHO_TELLS_OF_RECOVERY)
  recordMilestone(@Ctx() ctx: Context, @Arg('input', () => RecordMilestoneInput, INPUT) input: RecordMilestoneInput) {
    return recordMilestone(ctx, input);
  }

  @Mutation(() => EncouragePayload, {
    description:
      'Send kind words, as the care team or as a mentor whom the patient lets know: about a milestone that you see, or about none.',
  })
  @Allow(WHO_ENCOURAGES)
  encourage(@Ctx() ctx: Context, @Arg('input', () => EncourageInput, INPUT) input: EncourageInput) {
    return encourage(ctx, input);
  }
}
