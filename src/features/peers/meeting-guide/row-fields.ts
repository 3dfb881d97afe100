/** One listing of a feed as it came: an object, with nothing known about its values. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Tells whether a value of a feed is an object that can hold a listing. */
export function isRawRow(value: unknown): value is RawRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Feeds write "nothing" as a missing field, as null and as an empty string. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** What a database refuses (NUL, halves of surrogate pairs) or a screen cannot show. Line breaks and tabs stay. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/gu;

/** A value as trimmed text with its line breaks; a number as its digits; null when absent, empty or neither. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.replace(UNPRINTABLE, '').trim();
  return text === '' ? null : text;
}

/** As {@link textOf}, on one line with single spaces. */
export function lineOf(value: unknown): string | null {
  return textOf(value)?.replace(/\s+/g, ' ') ?? null;
}

/** A value as a finite number, also when it was written as text; null otherwise. */
export function numberOf(value: unknown): number | null {
  const text = textOf(value);
  const number = text === null ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** How many characters a reader would count; an emoji is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}
