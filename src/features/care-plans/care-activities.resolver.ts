import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { AddActivityPayload } from './add-activity';
import { AddCbtActivityInput, addCbtActivity } from './add-cbt-activity';
import { AddCounselingActivityInput, addCounselingActivity } from './add-counseling-activity';
import { AddMatActivityInput, addMatActivity } from './add-mat-activity';
import { WHO_MAY_WRITE_CARE } from './care-plan.policy';
import { MoveActivityInput, MoveActivityResult, moveActivity } from './move-activity';
import { RecordDoseInput, RecordDosePayload, recordDose } from './record-dose';
import { RecordSafetyFactInput, RecordSafetyFactPayload, recordSafetyFact } from './record-safety-fact';
import { RecordSessionInput, RecordSessionResult, recordSession } from './record-session';
import { ReviseActivityResult } from './revise-activity';
import { ReviseCbtActivityInput, reviseCbtActivity } from './revise-cbt-activity';
import { ReviseCounselingActivityInput, reviseCounselingActivity } from './revise-counseling-activity';
import { ReviseMatActivityInput, reviseMatActivity } from './revise-mat-activity';

const INPUT = { description: 'What to do.' };

/** Activities, their sessions and doses, and what makes medication safe. */
@Resolver()
export class CareActivitiesResolver {
  @Mutation(() => AddActivityPayload, { description: 'Add a course of cognitive behavioral therapy to a care plan.' })
  @Allow(WHO_MAY_WRITE_CARE)
  addCbtActivity(@Ctx() ctx: Context, @Arg('input', () => AddCbtActivityInput, INPUT) input: AddCbtActivityInput) {
    return addCbtActivity(ctx, input);
  }

  @Mutation(() => AddActivityPayload, { description: 'Add a medication for addiction treatment to a care plan.' })
  @Allow(WHO_MAY_WRITE_CARE)
  addMatActivity(@Ctx() ctx: Context, @Arg('input', () => AddMatActivityInput, INPUT) input: AddMatActivityInput) {
    return addMatActivity(ctx, input);
  }

  @Mutation(() => AddActivityPayload, { description: 'Add a course of counseling to a care plan.' })
  @Allow(WHO_MAY_WRITE_CARE)
  addCounselingActivity(
    @Ctx() ctx: Context,
    @Arg('input', () => AddCounselingActivityInput, INPUT) input: AddCounselingActivityInput,
  ) {
    return addCounselingActivity(ctx, input);
  }

  @Mutation(() => ReviseActivityResult, { description: 'Change a course of cognitive behavioral therapy.' })
  @Allow(WHO_MAY_WRITE_CARE)
  reviseCbtActivity(
    @Ctx() ctx: Context,
    @Arg('input', () => ReviseCbtActivityInput, INPUT) input: ReviseCbtActivityInput,
  ) {
    return reviseCbtActivity(ctx, input);
  }

  @Mutation(() => ReviseActivityResult, { description: 'Change how a medication is given.' })
  @Allow(WHO_MAY_WRITE_CARE)
  reviseMatActivity(
    @Ctx() ctx: Context,
    @Arg('input', () => ReviseMatActivityInput, INPUT) input: ReviseMatActivityInput,
  ) {
    return reviseMatActivity(ctx, input);
  }

  @Mutation(() => ReviseActivityResult, { description: 'Change a course of counseling.' })
  @Allow(WHO_MAY_WRITE_CARE)
  reviseCounselingActivity(
    @Ctx() ctx: Context,
    @Arg('input', () => ReviseCounselingActivityInput, INPUT) input: ReviseCounselingActivityInput,
  ) {
    return reviseCounselingActivity(ctx, input);
  }

  @Mutation(() => MoveActivityResult, { description: 'Move an activity along its statuses.' })
  @Allow(WHO_MAY_WRITE_CARE)
  moveActivity(@Ctx() ctx: Context, @Arg('input', () => MoveActivityInput, INPUT) input: MoveActivityInput) {
    return moveActivity(ctx, input);
  }

  @Mutation(() => RecordSessionResult, {
    description:
      'Record a session. With an identifier that names a session of this activity, that session is returned unchanged and created is false.',
  })
  @Allow(WHO_MAY_WRITE_CARE)
  recordSession(@Ctx() ctx: Context, @Arg('input', () => RecordSessionInput, INPUT) input: RecordSessionInput) {
    return recordSession(ctx, input);
  }

  @Mutation(() => RecordDosePayload, { description: 'Record a dose of a medication that was taken, or was not.' })
  @Allow(WHO_MAY_WRITE_CARE)
  recordDose(@Ctx() ctx: Context, @Arg('input', () => RecordDoseInput, INPUT) input: RecordDoseInput) {
    return recordDose(ctx, input);
  }

  @Mutation(() => RecordSafetyFactPayload, {
    description: 'Record something that decides whether a medication is safe.',
  })
  @Allow(WHO_MAY_WRITE_CARE)
  recordSafetyFact(
    @Ctx() ctx: Context,
    @Arg('input', () => RecordSafetyFactInput, INPUT) input: RecordSafetyFactInput,
  ) {
    return recordSafetyFact(ctx, input);
  }
}
