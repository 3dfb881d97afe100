import { Field, InputType, ObjectType } from 'type-graphql';
import { GeoPoint, GeoPointInput, pointOf } from '../../platform/graphql/geo';
import { ObjectField, TextField, ValueField } from '../../platform/graphql/inputs';
import { Url } from '../../platform/graphql/scalars';
import type { Meeting } from './meeting.entity';

/** Where a meeting takes place, or where an online one comes from. */
@ObjectType({ description: 'Where a meeting takes place, or where an online one comes from.', simpleResolvers: true })
export class Venue {
  @Field(() => String, { nullable: true, description: 'The name of the place.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'The postal address on one line.' })
  formattedAddress!: string | null;

  @Field(() => GeoPoint, { nullable: true, description: 'The place on the map.' })
  location!: GeoPoint | null;

  @Field(() => Boolean, { description: 'Whether the address is an area, and no place one could go to.' })
  approximate!: boolean;
}

@InputType({ description: 'Where a meeting takes place, or where an online one comes from.' })
export class VenueInput {
  @TextField('The name of the place.', { max: 255, optional: true })
  name?: string | null;

  @TextField('The postal address on one line.', { max: 500, optional: true })
  formattedAddress?: string | null;

  @ObjectField('The place on the map, for distances.', () => GeoPointInput, { optional: true })
  location?: GeoPointInput | null;

  @ValueField('Whether the address is an area, and no place one could go to; no when left out.', () => Boolean, {
    optional: true,
  })
  approximate?: boolean | null;
}

/** The feed that a meeting was imported from. */
@ObjectType({ description: 'The feed that a meeting was imported from.', simpleResolvers: true })
export class MeetingSource {
  @Field(() => String, { description: 'The name of the feed.' })
  name!: string;

  @Field(() => Url, { nullable: true, description: 'The listing on the web.' })
  url!: string | null;

  @Field(() => String, { description: 'The listing within the feed.' })
  slug!: string;
}

type VenueColumns = Pick<Meeting, 'venueName' | 'formattedAddress' | 'latitude' | 'longitude' | 'approximate'>;

/** The venue in a meeting's columns; null when they name no place, address or point. */
export function venueOf(meeting: VenueColumns): Venue | null {
  const { venueName: name, formattedAddress, approximate } = meeting;
  const location = pointOf(meeting.latitude, meeting.longitude);
  if (name === null && formattedAddress === null && location === null) return null;
  return { name, formattedAddress, location, approximate };
}

/** A venue as a meeting's columns. */
export function venueColumns(venue: VenueInput | null | undefined): VenueColumns {
  return {
    venueName: venue?.name ?? null,
    formattedAddress: venue?.formattedAddress ?? null,
    latitude: venue?.location?.latitude ?? null,
    longitude: venue?.location?.longitude ?? null,
    approximate: venue?.approximate ?? false,
  };
}

/** The source in a meeting's columns; null for one that was scheduled by hand. */
export function sourceOf(meeting: Pick<Meeting, 'source' | 'slug' | 'sourceUrl'>): MeetingSource | null {
  const { source: name, slug, sourceUrl: url } = meeting;
  return name === null || slug === null ? null : { name, slug, url };
}
