import { cut, plainText } from './plain-text';
import { withoutPrivateDetails } from './private-details';
import { textOf } from './row-fields';

/**
 * Free text of one or more fields: plain text without private details, nothing said twice, cut to `limit` characters.
 * Null when nothing is left.
 */
export function readProse(values: readonly unknown[], limit: number): string | null {
  // Cut last: half an e-mail address would no longer be recognized as one.
  const paragraphs = values.map((value) => withoutPrivateDetails(plainText(textOf(value) ?? '')));
  const prose = paragraphs.reduce(
    (before, text) => (before.includes(text) ? before : `${before}\n\n${text}`.trim()),
    '',
  );
  return cut(prose, limit) || null;
}

/** As {@link readProse}, for one field and on one line: a name. */
export function readName(value: unknown, limit: number): string | null {
  const name = readProse([value], Number.POSITIVE_INFINITY)?.replace(/\s+/g, ' ');
  return name === undefined ? null : cut(name, limit);
}
