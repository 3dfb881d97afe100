import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { maskError } from '../../../src/platform/graphql/mask-errors';
import type { Answer } from '../operation';

/** The errors of an answer in a form in which two answers can be compared. */
export interface ComparableErrors {
  /** Errors at the very field that is null, or at no field: exact, in order of path and message. */
  readonly exact: readonly string[];
  /** By the place where the null came to rest, the errors that rose to it. */
  readonly risen: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Masks, as the server does, and sorts. Where several non-null fields fail under one null, GraphQL reports whichever
 * came first, so risen errors are told apart by what they say and not by where in the list they began.
 */
export function comparableErrors({ data, errors }: Answer, schema: GraphQLSchema): ComparableErrors {
  const exact: string[] = [];
  const risen = new Map<string, Set<string>>();
  for (const error of errors ?? []) {
    const masked = maskError(error, schema);
    const rest = restOf(data, masked.path ?? []);
    if (rest === undefined) {
      exact.push(JSON.stringify(sorted(masked)));
      continue;
    }
    const { path: _path, ...said } = masked;
    risen.set(rest, (risen.get(rest) ?? new Set()).add(JSON.stringify(said)));
  }
  return { exact: exact.sort(), risen };
}

/** Whether both tell of the same failures. */
export function sameErrors(one: ComparableErrors, other: ComparableErrors): boolean {
  if (JSON.stringify(one.exact) !== JSON.stringify(other.exact) || one.risen.size !== other.risen.size) return false;
  return [...one.risen].every(([rest, said]) => [...said].some((error) => other.risen.get(rest)?.has(error)));
}

/** The errors as text, for a report. */
export function errorsText({ exact, risen }: ComparableErrors): string {
  return [...exact, ...[...risen].map(([rest, said]) => `null at ${rest}: ${[...said].join(' or ')}`)].join('\n');
}

/** Path and message first. */
function sorted({ path, message, locations, extensions }: GraphQLFormattedError): object {
  return { path, message, locations, extensions };
}

/** Where above its own place the error's null came to rest; undefined when it stayed there. */
function restOf(data: Answer['data'], path: readonly (string | number)[]): string | undefined {
  let value: unknown = data;
  for (const [index, key] of path.entries()) {
    if (value === null || value === undefined) return JSON.stringify(path.slice(0, index));
    value = (value as Record<string | number, unknown>)[key];
  }
  return undefined;
}
