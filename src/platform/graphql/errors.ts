import { GraphQLError } from 'graphql';

/** The codes a client can meet, besides INTERNAL_SERVER_ERROR for everything unforeseen. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COSTLY'
  | 'UNAVAILABLE';

/** One input field that cannot be accepted: its path from the arguments (`input.birthDate`) and how to mend it. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** An error whose message was written for the caller. Only these leave the server as they are; the rest is masked. */
export class PublicError extends GraphQLError {
  constructor(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...extensions } });
    this.name = 'PublicError';
  }
}

/** The caller has no valid token. */
export function unauthenticated(): PublicError {
  return new PublicError('UNAUTHENTICATED', 'Send a valid bearer token in the Authorization header.');
}

/** The caller may never do this, or may not do it to a record they already see. */
export function forbidden(message = 'Your role may not do this.'): PublicError {
  return new PublicError('FORBIDDEN', message);
}

/**
 * The record is absent, or invisible to the caller: the same bytes for both, so that nothing is learned.
 * @param what the kind of record, capitalized: "Care plan"
 */
export function notFound(what: string): PublicError {
  return new PublicError('NOT_FOUND', `${what} not found.`);
}

/** The request cannot be accepted; each problem names the field and the fix, and repeats no value. */
export function badInput(...problems: [FieldProblem, ...FieldProblem[]]): PublicError {
  const message = problems.length === 1 ? problems[0].message : 'Some fields cannot be accepted.';
  return new PublicError('BAD_USER_INPUT', message, { fields: problems });
}

/** Somebody else's change got in the way; asking again may succeed. */
export function conflict(message: string): PublicError {
  return new PublicError('CONFLICT', message);
}

/** The caller has asked for this too often in too short a time. */
export function rateLimited(message: string): PublicError {
  return new PublicError('RATE_LIMITED', message);
}

/** The operation asks for more than one request may. */
export function tooCostly(message: string): PublicError {
  return new PublicError('QUERY_TOO_COSTLY', message);
}

/** Something the server depends on does not answer now. */
export function unavailable(message = 'The service cannot answer now. Please try again.'): PublicError {
  return new PublicError('UNAVAILABLE', message);
}
