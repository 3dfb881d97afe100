import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import {
  SetSupportPreferencesInput,
  SetSupportPreferencesResult,
  setSupportPreferences,
} from './set-support-preferences';
import { WHO_SETS_PREFERENCES } from './support-preferences.policy';

const INPUT = { description: 'What to do.' };

@Resolver()
export class SupportPreferencesResolver {
  @Mutation(() => SetSupportPreferencesResult, {
    description: 'Say what peer support a patient would like: the patient, or a clinician who talked with them.',
  })
  @Allow(WHO_SETS_PREFERENCES)
  setSupportPreferences(
    @Ctx() ctx: Context,
    @Arg('input', () => SetSupportPreferencesInput, INPUT) input: SetSupportPreferencesInput,
  ) {
    return setSupportPreferences(ctx, input);
  }
}
