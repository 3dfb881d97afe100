import { badInput } from '../errors';

/** What text that cannot be stored is told: PostgreSQL text holds neither NUL nor half a UTF-16 pair. */
export const NOT_PLAIN_TEXT = 'must not contain the NUL character or an unpaired surrogate';

/** Whether PostgreSQL can hold the text. */
export function isPlainText(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/**
 * The value itself, when PostgreSQL can hold it.
 * @throws BAD_USER_INPUT naming `path`
 */
export function plainText<T>(value: T, path: string): T {
  if (typeof value !== 'string' || isPlainText(value)) return value;
  throw badInput({ path, message: `"${path}" ${NOT_PLAIN_TEXT}.` });
}
