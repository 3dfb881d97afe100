import type { Coordinates } from '../distance';
import { Modality } from '../modality';
import { cut, plainText } from './plain-text';
import type { Attendance } from './read-attendance';
import { readName } from './read-prose';
import { numberOf, type RawRow } from './row-fields';
import { hasSpecificAddress, readAddress } from './specific-address';

/** Where a listing says it meets, or where it comes from when it meets online. */
export interface ListedVenue {
  readonly name: string | null;
  readonly formattedAddress: string | null;
  /** Both or none, and only where one can go: a meeting online has no place on the map, wherever it comes from. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The address is an area, not a place one can go to. */
  readonly approximate: boolean;
}

const MAX_NAME = 255;
const MAX_ADDRESS = 500;

/** Reads the venue of a listing; null when it names neither a place nor an address. */
export function readVenue(row: RawRow, attendance: Attendance): ListedVenue | null {
  const address = readAddress(row);
  const formattedAddress = address === null ? null : cut(plainText(address), MAX_ADDRESS) || null;
  const name = readName(row.location, MAX_NAME);
  const point = isAttendedThere(attendance) ? readCoordinates(row) : null;
  if (name === null && formattedAddress === null && point === null) return null;

  return {
    name,
    formattedAddress,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    approximate: !hasSpecificAddress(row),
  };
}

function isAttendedThere({ active, modality }: Attendance): boolean {
  return active && (modality === Modality.IN_PERSON || modality === Modality.HYBRID);
}

function readCoordinates(row: RawRow): Coordinates | null {
  const latitude = numberOf(row.latitude);
  const longitude = numberOf(row.longitude);
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  // Zero, zero is how a failed geocoder says nothing; it lies in the Atlantic.
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
}
