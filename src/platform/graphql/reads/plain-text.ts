import { badInput } from '../errors';

/**
 * The value itself, when PostgreSQL can hold it: text must not contain the NUL character.
 * @throws BAD_USER_INPUT naming `path`
 */
export function plainText<T>(value: T, path: string): T {
  if (typeof value !== 'string' || !value.includes('\u0000')) return value;
  throw badInput({ path, message: `"${path}" must not contain the NUL character.` });
}
