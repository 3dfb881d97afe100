/** A point on the earth in WGS 84 degrees, north and east positive. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** The mean radius that the International Union of Geodesy and Geophysics gives for a sphere. */
const EARTH_RADIUS_KM = 6371.0088;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * The distance between two points over the surface of a spherical earth, in kilometers, by the haversine formula.
 * Off by at most 0.5 % from the ellipsoid: enough to answer "within 15 km", not to survey.
 */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const haversine = halfLatitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfLongitude;
  // Rounding can carry the haversine of antipodes a hair past 1, where arcsine has no answer.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, haversine)));
}
