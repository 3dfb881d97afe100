import { lineOf, type RawRow } from './row-fields';

/** Names that say a meeting is nowhere. */
const NOWHERE = /\b(?:online|virtual|zoom|internet|teleconference|telephone|phone)\b/i;

/** Digits that are not a house number: postal codes of Canada, of Britain, and of the United States and Australia. */
const POSTAL_CODES: readonly RegExp[] = [
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/gi,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g,
  /\b[A-Z]{2,3} \d{4,5}(?:-\d{4})?\b/g,
];

/** The address of a listing in one line: as it formats it, else composed of its fields. Null when it has none. */
export function readAddress(row: RawRow): string | null {
  const state = lineOf(row.state)?.replace(/^[^\p{L}\d]+/u, '');
  const region = [state, lineOf(row.postal_code)].filter(Boolean).join(' ');
  const composed = [lineOf(row.address), lineOf(row.city), region, lineOf(row.country)];
  return lineOf(row.formatted_address) ?? (composed.filter(Boolean).join(', ') || null);
}

/**
 * Whether the address of a listing is one that somebody can go to, rather than a city or a neighborhood. The
 * specification wants a specific address of meetings in person, and lets those online give an approximate one.
 *
 * What the listing says in `approximate` decides. Most feeds do not say; then an address is specific when
 * 1. the feed keeps the street apart from the city, and gives one;
 * 2. or the address has a house number (a digit that is not of a postal code), or begins with a crossing of streets;
 * 3. or it has a part smaller than the city ("Winston Park, Snyder, TX, USA"), and `location` names a place there.
 * TSML UI only counts commas, which takes "Edmonton, Alberta, T5B 0S5, Canada" for a place.
 */
export function hasSpecificAddress(row: RawRow): boolean {
  const address = readAddress(row);
  if (address === null) return false;
  const approximate = lineOf(row.approximate)?.toLowerCase();
  if (row.approximate === true || approximate === 'yes') return false;
  if (row.approximate === false || approximate === 'no') return true;

  const street = lineOf(row.formatted_address) === null ? lineOf(row.address) : null;
  const isApart = street !== null && street !== address;
  if (isApart && namesPlace(street, [lineOf(row.city), lineOf(row.state), lineOf(row.country)])) return true;
  if (NOWHERE.test(partsOf(address)[0] ?? '')) return false;
  if (namesStreet(address, lineOf(row.postal_code))) return true;
  const parts = areasOf(address);
  return parts.length >= 4 && namesPlace(lineOf(row.location), [...parts, lineOf(row.region)]);
}

function namesStreet(address: string, postalCode: string | null): boolean {
  const bare = postalCode === null ? address : address.replace(postalCode, '');
  const parts = partsOf(POSTAL_CODES.reduce((rest, pattern) => rest.replace(pattern, ''), bare));
  const hasNumber = parts.some((part, index) => /\d/.test(part) && !(index > 0 && /^\d{4,6}\b|\b\d{4,6}$/.test(part)));
  return hasNumber || (parts.length > 1 && /&|\/|\band\b|^corner\b/i.test(parts[0] ?? ''));
}

/** Whether a name is that of a place, and not of nowhere or only of the areas around it. */
function namesPlace(name: string | null, areas: ReadonlyArray<string | null>): boolean {
  if (name === null || NOWHERE.test(name)) return false;
  const known = new Set(areas.map((area) => area?.toLowerCase()));
  return partsOf(name).some((part) => !known.has(part.toLowerCase()));
}

/** The different parts of an address, its postal codes aside: some feeds write the city twice. */
function areasOf(address: string): string[] {
  const bare = POSTAL_CODES.slice(0, 2).reduce((rest, pattern) => rest.replace(pattern, ''), address);
  return [...new Map(partsOf(bare).map((part) => [part.toLowerCase(), part])).values()];
}

function partsOf(address: string): string[] {
  return address
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
