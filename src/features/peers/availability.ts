import { Field, InputType, ObjectType } from 'type-graphql';
import { badInput } from '../../platform/graphql/errors';
import { ValueField } from '../../platform/graphql/inputs';
import { LocalTime } from '../../platform/graphql/scalars';
import { Weekday } from './weekday';

/** Hours of a weekday, every week, on the clock of whom they belong to. */
@ObjectType({
  description: 'Hours of a weekday, every week, on the clock of whom they belong to.',
  simpleResolvers: true,
})
export class AvailabilityWindow {
  @Field(() => Weekday, { description: 'The day.' })
  weekday!: Weekday;

  @Field(() => LocalTime, { description: 'When the hours begin.' })
  from!: string;

  @Field(() => LocalTime, { description: 'When the hours end, on the same day.' })
  to!: string;
}

@InputType({ description: 'Hours of a weekday, every week, on the clock of whom they belong to.' })
export class AvailabilityWindowInput {
  @ValueField('The day.', () => Weekday)
  weekday!: Weekday;

  @ValueField('When the hours begin.', () => LocalTime)
  from!: string;

  @ValueField('When the hours end, on the same day.', () => LocalTime)
  to!: string;
}

/**
 * Refuses hours that end before they begin.
 * @throws BAD_USER_INPUT naming the window
 */
export function requireWindows(windows: readonly AvailabilityWindowInput[], path: string): void {
  const index = windows.findIndex(({ from, to }) => to <= from);
  if (index === -1) return;
  throw badInput({
    path: `${path}.${index}.to`,
    message: `"${path}.${index}.to" must be later than the beginning; give the hours after midnight to the next day.`,
  });
}
