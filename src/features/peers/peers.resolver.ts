import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { AdvanceMentorInput, AdvanceMentorResult, advanceMentor } from './advance-mentor';
import { CancelOccurrenceInput, CancelOccurrencePayload, cancelOccurrence } from './cancel-occurrence';
import { EndMeetingInput, EndMeetingResult, endMeeting } from './end-meeting';
import { KEEPERS } from './peers.policy';
import { RegisterPeerGroupInput, RegisterPeerGroupPayload, registerPeerGroup } from './register-peer-group';
import { RegisterPeerMentorInput, RegisterPeerMentorPayload, registerPeerMentor } from './register-peer-mentor';
import { RetirePeerGroupInput, RetirePeerGroupResult, retirePeerGroup } from './retire-peer-group';
import { ReviseMeetingInput, ReviseMeetingResult, reviseMeeting } from './revise-meeting';
import { RevisePeerGroupInput, RevisePeerGroupResult, revisePeerGroup } from './revise-peer-group';
import { RevisePeerMentorInput, RevisePeerMentorResult, revisePeerMentor } from './revise-peer-mentor';
import { ScheduleMeetingInput, ScheduleMeetingPayload, scheduleMeeting } from './schedule-meeting';

const INPUT = { description: 'What to do.' };

@Resolver()
export class PeersResolver {
  @Mutation(() => RegisterPeerMentorPayload, { description: 'Register somebody who would like to mentor others.' })
  @Allow(KEEPERS)
  registerPeerMentor(
    @Ctx() ctx: Context,
    @Arg('input', () => RegisterPeerMentorInput, INPUT) input: RegisterPeerMentorInput,
  ) {
    return registerPeerMentor(ctx, input);
  }

  @Mutation(() => RevisePeerMentorResult, { description: 'Change what is known of a mentor.' })
  @Allow(KEEPERS)
  revisePeerMentor(
    @Ctx() ctx: Context,
    @Arg('input', () => RevisePeerMentorInput, INPUT) input: RevisePeerMentorInput,
  ) {
    return revisePeerMentor(ctx, input);
  }

  @Mutation(() => AdvanceMentorResult, {
    description: 'Take a mentor to another stage, onward or back. Mentors take a break, and finish, by themselves.',
  })
  @Allow([...KEEPERS, Role.PEER_MENTOR])
  advanceMentor(@Ctx() ctx: Context, @Arg('input', () => AdvanceMentorInput, INPUT) input: AdvanceMentorInput) {
    return advanceMentor(ctx, input);
  }

  @Mutation(() => RegisterPeerGroupPayload, { description: 'Register a group in which people support each other.' })
  @Allow(KEEPERS)
  registerPeerGroup(
    @Ctx() ctx: Context,
    @Arg('input', () => RegisterPeerGroupInput, INPUT) input: RegisterPeerGroupInput,
  ) {
    return registerPeerGroup(ctx, input);
  }

  @Mutation(() => RevisePeerGroupResult, { description: 'Change what is known of a group.' })
  @Allow(KEEPERS)
  revisePeerGroup(@Ctx() ctx: Context, @Arg('input', () => RevisePeerGroupInput, INPUT) input: RevisePeerGroupInput) {
    return revisePeerGroup(ctx, input);
  }

  @Mutation(() => RetirePeerGroupResult, { description: 'End a group and all its meetings.' })
  @Allow(KEEPERS)
  retirePeerGroup(@Ctx() ctx: Context, @Arg('input', () => RetirePeerGroupInput, INPUT) input: RetirePeerGroupInput) {
    return retirePeerGroup(ctx, input);
  }

  @Mutation(() => ScheduleMeetingPayload, {
    description: 'Schedule a meeting of a group, every week or by appointment.',
  })
  @Allow(KEEPERS)
  scheduleMeeting(@Ctx() ctx: Context, @Arg('input', () => ScheduleMeetingInput, INPUT) input: ScheduleMeetingInput) {
    return scheduleMeeting(ctx, input);
  }

  @Mutation(() => ReviseMeetingResult, { description: 'Change a meeting.' })
  @Allow(KEEPERS)
  reviseMeeting(@Ctx() ctx: Context, @Arg('input', () => ReviseMeetingInput, INPUT) input: ReviseMeetingInput) {
    return reviseMeeting(ctx, input);
  }

  @Mutation(() => EndMeetingResult, { description: 'End a meeting; its group goes on.' })
  @Allow(KEEPERS)
  endMeeting(@Ctx() ctx: Context, @Arg('input', () => EndMeetingInput, INPUT) input: EndMeetingInput) {
    return endMeeting(ctx, input);
  }

  @Mutation(() => CancelOccurrencePayload, { description: 'Cancel one occurrence of a meeting.' })
  @Allow(KEEPERS)
  cancelOccurrence(
    @Ctx() ctx: Context,
    @Arg('input', () => CancelOccurrenceInput, INPUT) input: CancelOccurrenceInput,
  ) {
    return cancelOccurrence(ctx, input);
  }
}
