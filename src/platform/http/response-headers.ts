import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const REQUEST_ID = 'x-request-id';

/** What proxies and clients send: a UUID or the like. Anything else could be somebody's name on its way into the log. */
const WELL_FORMED_ID = /^[\w-]{8,64}$/;

/** Names the request and says what browsers may do with the answer: nothing but show it to who asked. */
export const responseHeaders: RequestHandler = (req, res, next) => {
  const given = req.headers[REQUEST_ID];
  const isUsable = typeof given === 'string' && WELL_FORMED_ID.test(given);
  res.set({
    [REQUEST_ID]: isUsable ? given : randomUUID(),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  next();
};

/** The request's id: in its log entries, and on its answer. */
export function requestIdOf(res: Response): string {
  return String(res.getHeader(REQUEST_ID));
}
