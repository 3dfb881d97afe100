import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { FloatField } from './inputs';

/** A place on earth, WGS 84 degrees. */
@ObjectType({ description: 'A place on earth, in WGS 84 degrees.', simpleResolvers: true })
export class GeoPoint {
  @Field(() => Float, { description: 'Degrees north; negative is south.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east; negative is west.' })
  longitude!: number;
}

/** A place on earth, given by the caller. */
@InputType({ description: 'A place on earth, in WGS 84 degrees.' })
export class GeoPointInput {
  @FloatField('Degrees north; negative is south.', { min: -90, max: 90 })
  latitude!: number;

  @FloatField('Degrees east; negative is west.', { min: -180, max: 180 })
  longitude!: number;
}

/** The point, when both degrees are known. */
export function pointOf(latitude: number | null, longitude: number | null): GeoPoint | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
