import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const REQUEST_ID = 'x-request-id';

/** What proxies and clients send: a UUID or the like. Anything else could be somebody's name on its way into the log. */
const WELL_FORMED_ID = /^[\w-]{8,64}$/;

const HEADERS = Object.entries({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** Names the request and says what browsers may do with the answer: nothing but show it to who asked. */
export function setResponseHeaders(req: IncomingMessage, res: ServerResponse): void {
  const given = req.headers[REQUEST_ID];
  const isUsable = typeof given === 'string' && WELL_FORMED_ID.test(given);
  res.setHeader(REQUEST_ID, isUsable ? given : randomUUID());
  for (const [name, value] of HEADERS) res.setHeader(name, value);
}

/** The request's id: in its log entries, and on its answer. */
export function requestIdOf(res: ServerResponse): string {
  return String(res.getHeader(REQUEST_ID));
}
