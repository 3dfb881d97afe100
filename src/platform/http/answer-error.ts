import type { ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { PublicError } from '../graphql/errors';
import { maskError, withRequestId } from '../graphql/mask-errors';
import type { Logger } from '../observability/log';
import { logFailure } from './operation-plugin';
import { RequestRefusal, readingRefusal, statusOf } from './refusal';
import { requestIdOf } from './response-headers';

/**
 * Answers with an error that is not an operation's own, in GraphQL's form too.
 * @returns its code; undefined when the answer had begun already, and could only be broken off
 */
export function answerError(
  thrown: unknown,
  res: ServerResponse,
  { schema, log }: { readonly schema: GraphQLSchema; readonly log: Logger },
): string | undefined {
  const error: unknown = thrown instanceof PublicError ? thrown : (readingRefusal(thrown) ?? thrown);
  logFailure(error, requestIdOf(res), schema, log);
  if (res.headersSent) {
    res.destroy();
    return undefined;
  }
  const masked = withRequestId(maskError(error, schema), requestIdOf(res));
  const code = String(masked.extensions?.code);
  const headers = error instanceof RequestRefusal ? error.headers : {};
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (code === 'UNAUTHENTICATED') res.setHeader('www-authenticate', 'Bearer');
  sendJson(res, error instanceof RequestRefusal ? error.status : statusOf(code), JSON.stringify({ errors: [masked] }));
  return code;
}

/** Sends a whole answer. */
export function sendJson(res: ServerResponse, status: number, body: string): void {
  res.statusCode = status;
  if (!res.hasHeader('content-type')) res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', Buffer.byteLength(body));
  res.end(body);
}
