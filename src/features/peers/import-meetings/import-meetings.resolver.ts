import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { KEEPERS } from '../peers.policy';
import { ImportMeetingsInput, ImportMeetingsPayload, importMeetings } from './import-meetings';

@Resolver()
export class ImportMeetingsResolver {
  @Mutation(() => ImportMeetingsPayload, {
    description:
      'Import Meeting Guide JSON. Listings are known again by source and slug; those that vanished go inactive; bad ones are reported, good ones kept.',
  })
  @Allow(KEEPERS)
  importMeetings(
    @Ctx() ctx: Context,
    @Arg('input', () => ImportMeetingsInput, { description: 'The feed.' }) input: ImportMeetingsInput,
  ): Promise<ImportMeetingsPayload> {
    return importMeetings(ctx, input);
  }
}
