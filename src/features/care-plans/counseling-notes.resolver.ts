import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { WHO_MAY_WRITE_CARE } from './care-plan.policy';
import { WriteCounselingNoteInput, WriteCounselingNoteResult, writeCounselingNote } from './write-counseling-note';

const INPUT = { description: 'What to do.' };

/** Notes that are kept apart from the record. */
@Resolver()
export class CounselingNotesResolver {
  @Mutation(() => WriteCounselingNoteResult, {
    description:
      'Write the counseling note of a session that you held. expectedVersion is the version of the session as you see it: your note moves it for you, and for nobody else.',
  })
  @Allow(WHO_MAY_WRITE_CARE)
  writeCounselingNote(
    @Ctx() ctx: Context,
    @Arg('input', () => WriteCounselingNoteInput, INPUT) input: WriteCounselingNoteInput,
  ) {
    return writeCounselingNote(ctx, input);
  }
}
