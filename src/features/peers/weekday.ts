import { registerEnumType } from 'type-graphql';

/** A day of the week, in the time zone of whatever it describes. */
export enum Weekday {
  MONDAY = 'MONDAY',
  TUESDAY = 'TUESDAY',
  WEDNESDAY = 'WEDNESDAY',
  THURSDAY = 'THURSDAY',
  FRIDAY = 'FRIDAY',
  SATURDAY = 'SATURDAY',
  SUNDAY = 'SUNDAY',
}

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week, in the time zone of the meeting or person it describes.',
  valuesConfig: {
    MONDAY: { description: 'Every Monday.' },
    TUESDAY: { description: 'Every Tuesday.' },
    WEDNESDAY: { description: 'Every Wednesday.' },
    THURSDAY: { description: 'Every Thursday.' },
    FRIDAY: { description: 'Every Friday.' },
    SATURDAY: { description: 'Every Saturday.' },
    SUNDAY: { description: 'Every Sunday.' },
  },
});

/** The days numbered as `Date.getUTCDay()` and Meeting Guide number them: 0 is Sunday, 6 is Saturday. */
export const WEEKDAYS_FROM_SUNDAY: readonly Weekday[] = [
  Weekday.SUNDAY,
  Weekday.MONDAY,
  Weekday.TUESDAY,
  Weekday.WEDNESDAY,
  Weekday.THURSDAY,
  Weekday.FRIDAY,
  Weekday.SATURDAY,
];

/** The days as ISO 8601 orders them. */
export const WEEKDAYS_FROM_MONDAY: readonly Weekday[] = Object.values(Weekday);
