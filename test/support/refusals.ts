import type { Answer } from './app';

/** What an answer was refused for: the code of its only error, and the fields it names. */
export interface ToldRefusal {
  readonly code: string | undefined;
  readonly paths: readonly string[];
}

/** The refusal in an answer; code `undefined` when it was not refused. */
export function refusalOf({ errors = [] }: Answer): ToldRefusal {
  if (errors.length > 1) throw new Error(`One error was expected, not ${JSON.stringify(errors)}`);
  const extensions = errors[0]?.extensions;
  return { code: extensions?.code, paths: (extensions?.fields ?? []).map(({ path }) => path) };
}

/** What `refusalOf` says of input that names these fields. */
export function badInputAt(...paths: string[]): ToldRefusal {
  return { code: 'BAD_USER_INPUT', paths };
}
