import type { IncomingMessage, ServerResponse } from 'node:http';
import accepts from 'accepts';
import express from 'express';
import { RequestRefusal } from './refusal';

const BODY_LIMIT = '256kb';
/** Deeper than any input of a graph or any feed; what walks a body would run out of stack thousands of levels further. */
const MOST_LEVELS = 100;
const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** Nearly every client sends one of these, and need not be negotiated with. */
const PLAIN_ACCEPTS: readonly (string | undefined)[] = [undefined, '*/*', 'application/json'];

// The media type was checked, so whatever is left is read as JSON.
const parseJson = express.json({ limit: BODY_LIMIT, type: () => true });

/** A JSON object with a GraphQL document, as a client sends it. */
export type GraphqlBody = Record<string, unknown> & { readonly query: string };

/**
 * What a request passes before it is anybody's operation: POST, JSON both ways, one operation, 256 kB.
 * @throws RequestRefusal, or what the reader of the body throws
 */
export async function readRequest(req: IncomingMessage, res: ServerResponse): Promise<GraphqlBody> {
  if (req.method !== 'POST') throw new RequestRefusal(405, 'Send GraphQL with POST.', { allow: 'POST' });
  requireJson(req);
  const body = await readJson(req, res);
  requireOneOperation(body);
  return body;
}

function requireJson(req: IncomingMessage): void {
  const [mediaType = ''] = (req.headers['content-type'] ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    throw new RequestRefusal(415, 'Send JSON with the header "Content-Type: application/json".');
  }
  // Checked here, for Apollo would look only after a mutation has run.
  if (!acceptsPlainJson(req.headers.accept) && !accepts(req).types(MEDIA_TYPES))
    throw new RequestRefusal(406, 'Answers are JSON: send "Accept: application/json".');
}

/** Whether this header takes JSON and prefers nothing else. */
export function acceptsPlainJson(accept: string | undefined): boolean {
  return PLAIN_ACCEPTS.includes(accept);
}

/** Express's own reader: it asks no more of a request than node gives. */
function readJson(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
  return new Promise((resolve, reject) => {
    parseJson(req as never, res as never, (error?: unknown) => {
      if (error) reject(error);
      else resolve((req as unknown as { body: unknown }).body);
    });
  });
}

function requireOneOperation(body: unknown): asserts body is GraphqlBody {
  if (Array.isArray(body)) throw new RequestRefusal(400, 'Send one operation a request: batches are not supported.');
  if (!isObject(body) || typeof body.query !== 'string' || body.query.trim() === '') {
    throw new RequestRefusal(400, 'Send a JSON object with the GraphQL document in "query".');
  }
  if (isDeeperThan(MOST_LEVELS, body)) {
    throw new RequestRefusal(400, `Send JSON that is nested at most ${MOST_LEVELS} levels deep.`);
  }
  for (const name of ['variables', 'extensions']) {
    if (!isMissing(body[name]) && !isObject(body[name]))
      throw new RequestRefusal(400, `"${name}" must be a JSON object.`);
  }
  if (!isMissing(body.operationName) && typeof body.operationName !== 'string') {
    throw new RequestRefusal(400, '"operationName" must be text.');
  }
}

/** Level by level, for a function that calls itself would be what it guards against. */
function isDeeperThan(levels: number, body: object): boolean {
  let level: object[] = [body];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((value) =>
      Object.values(value).filter((inner): inner is object => typeof inner === 'object' && inner !== null),
    );
  }
  return false;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
