import { type RawRow, textOf } from './row-fields';

const MAX_URL = 2_048;

/**
 * The web address in a field, normalized; null when it has another scheme, carries a login (which can make one host look
 * like another), is too long, or is no address at all.
 */
export function readWebLink(row: RawRow, field: string, schemes: readonly string[] = ['https:', 'http:']): URL | null {
  const text = textOf(row[field]);
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isAcceptable = schemes.includes(url.protocol) && url.username === '' && url.password === '';
  return isAcceptable && url.href.length <= MAX_URL ? url : null;
}
