import { MEETING_TYPES } from './meeting-types';
import { cut } from './plain-text';
import { lineOf, type RawRow } from './row-fields';

const MAX_CODE = 32;
const MAX_TYPES = 64;

const codeByUpperCase = new Map([...MEETING_TYPES.keys()].map((code) => [code.toUpperCase(), code]));
const codeByLabel = new Map([...MEETING_TYPES].map(([code, label]) => [label.toLowerCase(), code]));

/**
 * Reads the meeting types of a listing, each once, in its order: from a list, or from text as `[open]` or `O, W`.
 * A type written as its label becomes its code, as in feeds made from spreadsheets. Codes that nobody published are kept.
 */
export function readTypes(row: RawRow): string[] {
  const value = row.types;
  const given: readonly unknown[] = Array.isArray(value) ? value : (lineOf(value) ?? '').split(',');
  const codes = given.map((type) => codeOf(lineOf(type) ?? '')).filter((code) => code !== '');
  return [...new Set(codes)].slice(0, MAX_TYPES);
}

function codeOf(text: string): string {
  const type = text.replace(/^[[\]"'\s]+|[[\]"'\s]+$/g, '');
  return codeByUpperCase.get(type.toUpperCase()) ?? codeByLabel.get(type.toLowerCase()) ?? cut(type, MAX_CODE);
}
