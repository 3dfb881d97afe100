import { Field, ObjectType } from 'type-graphql';
import { describeMeetingType, type MeetingTypeDescription } from './meeting-guide';

/** A trait of a meeting by its code in the Meeting Guide specification. */
@ObjectType({
  description: 'A trait of a meeting by its code in the Meeting Guide specification.',
  simpleResolvers: true,
})
export class MeetingType implements MeetingTypeDescription {
  @Field(() => String, { description: 'The code: O.' })
  code!: string;

  @Field(() => String, { description: 'What it stands for, in English: Open. The code itself when it is not known.' })
  label!: string;

  @Field(() => Boolean, { description: 'Whether a label of the code is known.' })
  known!: boolean;
}

/** Codes with their labels. */
export function meetingTypesOf(codes: readonly string[]): MeetingType[] {
  return codes.map(describeMeetingType);
}
