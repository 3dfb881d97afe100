import { Field, ObjectType } from 'type-graphql';
import { badInput } from '../../platform/graphql/errors';
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

/**
 * Refuses codes that nobody published: a wish for one would never be met.
 * @throws BAD_USER_INPUT naming the first
 */
export function requireKnownTypes(codes: readonly string[], path: string): void {
  const index = meetingTypesOf(codes).findIndex(({ known }) => !known);
  if (index === -1) return;
  const place = `${path}.${index}`;
  throw badInput({ path: place, message: `"${place}" must be a code of the Meeting Guide specification.` });
}
