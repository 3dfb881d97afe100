import { InputType } from 'type-graphql';
import { FloatField, IntField, ListField, ObjectField, TextsField, ValueField } from '../../platform/graphql/inputs';
import { DateTime } from '../../platform/graphql/scalars';
import { Modality } from './modality';
import { DEFAULT_DAYS, MOST_DAYS } from './next-meetings';
import { Fellowship } from './peer-group.entity';
import { Approach } from './peer-support';
import { Weekday } from './weekday';

/** Half the way round the earth. */
const FARTHEST_KM = 20_038;

@InputType({ description: 'Around where.' })
export class NearInput {
  @FloatField('Degrees north; negative is south.', { min: -90, max: 90 })
  latitude!: number;

  @FloatField('Degrees east; negative is west.', { min: -180, max: 180 })
  longitude!: number;

  @FloatField('How far away at most, in kilometers as the crow flies.', { min: 0, max: FARTHEST_KM })
  withinKm!: number;
}

@InputType({ description: 'Which meetings, and when. In each list, any one is enough.' })
export class MeetingFilter {
  @ValueField('Only what has not ended at this instant; now when left out.', () => DateTime, { optional: true })
  from?: Date | null;

  @IntField(`How many days ahead, 1 to ${MOST_DAYS}.`, { min: 1, max: MOST_DAYS, initial: DEFAULT_DAYS })
  days?: number | null;

  @ValueField("The day they begin on, in the meeting's own zone.", () => Weekday, { optional: true })
  weekday?: Weekday | null;

  @ListField('The communities they belong to.', () => Fellowship, { optional: true })
  fellowships?: Fellowship[] | null;

  @ListField('What the support builds on.', () => Approach, { optional: true })
  approaches?: Approach[] | null;

  @ListField('How people take part.', () => Modality, { optional: true })
  modalities?: Modality[] | null;

  @TextsField('What they are like, as Meeting Guide codes.', { max: 32, optional: true })
  types?: string[] | null;

  @ObjectField(
    'Leaves out meetings at a place that is farther away. Meetings without a place on the map, as those online, stay.',
    () => NearInput,
    { optional: true },
  )
  near?: NearInput | null;
}
