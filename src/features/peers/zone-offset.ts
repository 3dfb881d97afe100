import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const MAX_REMEMBERED = 100_000;

// A search computes the same few instants for thousands of meetings, and each costs the machine some 15 µs.
const remembered = new Map<string, number>();

/**
 * How far a zone is ahead of UTC at an instant, in milliseconds; NaN for a zone or an instant that does not exist.
 * Remembered by the minute: since 1973 no zone changes its clocks within one.
 * @param timeZone IANA name
 * @param instant in milliseconds since 1970
 */
export function zoneOffset(timeZone: string, instant: number): number {
  const minute = Math.floor(instant / MINUTE);
  const key = `${timeZone} ${minute}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;

  const offset = IANAZone.create(timeZone).offset(minute * MINUTE) * MINUTE;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, offset);
  return offset;
}
