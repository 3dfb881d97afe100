import { PublicError } from '../graphql/errors';

/** A request that is refused before it becomes an operation. */
export class RequestRefusal extends PublicError {
  /** @param status of HTTP */
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super('BAD_USER_INPUT', message);
  }
}

const STATUSES: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  QUERY_TOO_COSTLY: 400,
  UNAVAILABLE: 503,
};

/** The HTTP status of a request that was not executed, by its first error's code. */
export function statusOf(code: unknown): number {
  return STATUSES[String(code)] ?? 500;
}

/** What Express and its body reader throw, as a refusal; undefined when it is none of theirs. */
export function readingRefusal(error: unknown): RequestRefusal | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { type, status } = error as Record<string, unknown>;
  switch (type) {
    case 'entity.too.large':
      return new RequestRefusal(413, 'The body is larger than 256 kB. Send less at a time.');
    case 'entity.parse.failed':
      return new RequestRefusal(400, 'The body is not valid JSON.');
    case 'charset.unsupported':
      return new RequestRefusal(415, 'Send the body as JSON in UTF-8.');
    case 'encoding.unsupported':
      return new RequestRefusal(415, 'Send the body uncompressed, or compressed with gzip.');
    default: {
      const isCallersFault = typeof status === 'number' && status >= 400 && status < 500;
      return isCallersFault ? new RequestRefusal(400, 'The request cannot be read.') : undefined;
    }
  }
}
